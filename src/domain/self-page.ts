import { DateTime } from "luxon";
import type { Alert } from "./alert/alert.ts";
import { OWN_SOURCE } from "./alert/source.ts";
import type { SelfPage } from "./configuration/watch-configuration.ts";
import { Policy } from "./escalation/policy.ts";
import { parseWallTime, resolve, wallTimeAt } from "./schedule/wall-time.ts";

/** A page of Muster to itself: its day, such as 2026-11-21, and what came of it. */
export type SelfPageSent = {
  readonly day: string;
  readonly sentAt: DateTime;
  readonly arrivedAt: DateTime | null;
};

/** What was not sent by then, because Muster was down, is left to the next day. */
const AT_MOST_LATE = { hours: 1 };
const SENT_WITHIN = { minutes: 3 };
const ARRIVES_WITHIN = { minutes: 1 };
const PREFIX = "self-page-";

type Occurrence = { readonly day: string; readonly at: DateTime };

/** The day whose page is to be sent now; null when there is none. */
export function selfPageDue(
  setting: Pick<SelfPage, "at" | "zone">,
  last: SelfPageSent | null,
  now: DateTime,
): string | null {
  const { day, at } = occurrence(setting, now);
  const isLeft = now < at.plus(AT_MOST_LATE) && (last === null || last.day < day);
  return isLeft ? day : null;
}

/** Whether a page to itself should have arrived by now, and has not. */
export function isSelfPageMissing(
  setting: Pick<SelfPage, "at" | "zone">,
  last: SelfPageSent | null,
  now: DateTime,
): boolean {
  if (last !== null && last.arrivedAt === null) return now > last.sentAt.plus(ARRIVES_WITHIN);
  return [now, now.minus(SENT_WITHIN)].every((one) => selfPageDue(setting, last, one) !== null);
}

/** The alert of a day as Muster's own source tells it. */
export function selfPageAlert(day: string): Pick<Alert, "source" | "fingerprint"> {
  return { source: OWN_SOURCE, fingerprint: PREFIX + day };
}

export function isSelfPage({
  source,
  fingerprint,
}: Pick<Alert, "source" | "fingerprint">): boolean {
  return source === OWN_SOURCE && fingerprint.startsWith(PREFIX);
}

/** Whom it pages, once; where that fails by every way, the last resort is called once, too. */
export function selfPagePolicy({ to }: Pick<SelfPage, "to">): Policy {
  const notify = to.map((one) => ("channel" in one ? { ...one, mention: "none" } : one));
  const levels = [{ notify, delay: "P1D" }];
  const exhausted = { every: "P1D" };
  return Policy.parse({ levels, repeat: { times: 0 }, ackTimeout: "off", exhausted });
}

/** The last one before now, which shortly after midnight may be of the day before. */
function occurrence(setting: Pick<SelfPage, "at" | "zone">, now: DateTime): Occurrence {
  const wall = wallTimeAt(now.toMillis(), setting.zone);
  const today = DateTime.fromMillis(wall, { zone: "utc" });
  const here = occurrenceOn(setting, today);
  return here.at <= now ? here : occurrenceOn(setting, today.minus({ days: 1 }));
}

function occurrenceOn({ at, zone }: Pick<SelfPage, "at" | "zone">, date: DateTime): Occurrence {
  const day = date.toFormat("yyyy-MM-dd");
  const instant = resolve(parseWallTime(`${day}T${at}`), zone);
  return { day, at: DateTime.fromMillis(instant, { zone: "utc" }) };
}
