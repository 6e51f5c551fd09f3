import type { DateTime } from "luxon";
import { pino } from "pino";
import type { Settings } from "#config/environment.ts";
import { incidentName } from "#domain/incident/incident.ts";
import { type SourceState, sourceStates } from "#store/alert/sources.ts";
import { readClock } from "#store/database/clock.ts";
import { DatabaseRefused } from "#store/database/database-refused.ts";
import { type Database, openDatabase } from "#store/database/database.ts";
import { pendingMigrations } from "#store/database/migrate.ts";
import {
  type TimelineFault,
  type Verified,
  verifyTimelines,
} from "#store/incident/verify-timelines.ts";
import { count } from "./count.ts";
import type { Examined } from "./examine.ts";

/** Longer than this no source that works is silent: a repeated alert or a heartbeat comes before. */
const LATELY = { days: 7 };

/** The database, and what is remembered in it. */
export async function examineDatabase(
  { databaseUrl: url, dataDir }: Settings,
  sources: readonly string[],
): Promise<readonly Examined[]> {
  try {
    const logger = pino({ level: "silent" });
    const database = await openDatabase({ url: url ?? undefined, dataDir, logger });
    await using closing = new AsyncDisposableStack();
    closing.defer(database.close);
    return await examineOpened(database, sources);
  } catch (error) {
    if (!(error instanceof DatabaseRefused)) throw error;
    return [{ part: "database", findings: [error.message], notes: [] }];
  }
}

async function examineOpened(
  database: Database,
  sources: readonly string[],
): Promise<readonly Examined[]> {
  const pending = await pendingMigrations(database);
  if (pending.length > 0) {
    const what = `${count(pending.length, "migration")} pending: \`muster migrate\` applies what is missing`;
    return [{ part: "database", findings: [what], notes: [] }];
  }
  const states = await sourceStates(database.kysely);
  const now = await readClock(database.kysely);
  const heard = sources.map((source) => hearing(source, states.get(source), now));
  return [
    { part: "database", findings: [], notes: [`${database.kind}, up to date`] },
    {
      part: "sources",
      findings: heard.flatMap(({ finding }) => finding),
      notes: heard.flatMap(({ note }) => note),
    },
    await examineTimelines(database),
  ];
}

type Hearing = { readonly finding: readonly string[]; readonly note: readonly string[] };

function hearing(source: string, state: SourceState | undefined, now: DateTime): Hearing {
  const last = state?.lastDeliveryAt ?? null;
  const asked = state?.listingError ?? null;
  const trouble = asked === null ? [] : [`${source} cannot be asked for its alerts: ${asked}`];
  if (last === null) {
    const never = `${source} has never been heard: let it send to /hooks/${source}`;
    return { finding: [never, ...trouble], note: [] };
  }
  const heard = `${source} was heard last ${last.toUTC().toFormat("yyyy-MM-dd HH:mm 'UTC'")}`;
  if (last.plus(LATELY) >= now) return { finding: trouble, note: [heard] };
  return { finding: [`${heard}: does it still send to /hooks/${source}?`, ...trouble], note: [] };
}

async function examineTimelines(database: Database): Promise<Examined> {
  const { incidents, lines, faults } = await verifyTimelines(database, showProgress);
  showProgress(null);
  const verified = `verified ${count(incidents, "timeline")} with ${count(lines, "line")}`;
  return { part: "timelines", findings: faults.map(faultWords), notes: [verified] };
}

function faultWords({ incident, line }: TimelineFault): string {
  const name = incidentName(incident);
  if (line === null) return `${name}: lines are missing at the end of its timeline`;
  return `${name}: line ${line} of its timeline was changed, or lines before it were changed, removed or added; a backup has what was written`;
}

/** For whoever waits before a screen; null clears the line. */
function showProgress(verified: Verified | null): void {
  if (!process.stderr.isTTY) return;
  const words =
    verified === null
      ? ""
      : `${count(verified.incidents, "timeline")}, ${count(verified.lines, "line")} …`;
  process.stderr.write(`\r\u001b[K${words}`);
}
