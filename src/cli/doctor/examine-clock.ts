import { DateTime } from "luxon";
import type { SlackAccess } from "#config/environment.ts";
import { clockTrouble } from "#engine/impairment/look-at-database.ts";
import type { Database } from "#store/database/database.ts";
import { readStanding } from "#store/database/standing.ts";
import type { Result } from "./examined.ts";

const TIMEOUT_MS = 8000;
/** A date in a header has no more. */
const SECOND = { seconds: 1 };
/** Slack refuses what is five minutes off; long before that something does not keep the time. */
const MOST_APART = { seconds: 30 };

/** Compares this machine's clock with the database's and Slack's. */
export async function examineClock(
  database: Database | null,
  slack: SlackAccess | null,
): Promise<Result> {
  const asked = DateTime.utc();
  const trouble =
    database === null ? null : clockTrouble((await readStanding(database)).clock, asked);
  const apart = slack === null ? null : await apartFromSlack(slack);
  return {
    findings: [
      ...(trouble === null ? [] : [`${trouble.words}: ${trouble.fix}`]),
      ...(apart === null
        ? []
        : [`this machine's clock is ${apart} seconds off Slack's: let a time service set it`]),
    ],
    notes: trouble === null && apart === null ? ["right to within half a minute"] : [],
  };
}

/** Null when it is right, or when nobody says what time it is: that Slack does not answer is told elsewhere. */
async function apartFromSlack({ apiUrl }: SlackAccess): Promise<number | null> {
  const asked = DateTime.utc();
  const date = await askDate(new URL("api.test", apiUrl));
  if (date === null) return null;
  const earliest = asked.minus(MOST_APART).minus(SECOND);
  const latest = DateTime.utc().plus(MOST_APART);
  if (date >= earliest && date <= latest) return null;
  return Math.round(Math.abs(date.diffNow().as("seconds")));
}

async function askDate(url: URL): Promise<DateTime | null> {
  try {
    const response = await fetch(url, {
      method: "POST",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: "manual",
    });
    await response.body?.cancel();
    const date = response.headers.get("date");
    return date === null ? null : DateTime.fromHTTP(date);
  } catch {
    return null;
  }
}
