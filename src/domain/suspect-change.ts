import type { DateTime } from "luxon";
import type { ServiceChange } from "./service-change.ts";

/** The change that could be the cause, and why that one, in words for people that follow "the last change: ". */
export type Suspect = { readonly change: ServiceChange; readonly reason: string };

/** Names of environments in which no customer is hurt; a digit or a sign may follow, such as in qa2 and dev_eu. */
const REHEARSAL =
  /^(dev|development|test|testing|qa|uat|stage|staging|preview|review|sandbox)(?![a-z])/i;

/** The last change before the start of impact: what was still going on then, or ended or began last. */
export function suspect(
  changes: readonly ServiceChange[],
  startOfImpact: DateTime,
): Suspect | null {
  const [change] = changes
    .filter((one) => mayHurt(one) && one.at <= startOfImpact)
    .toSorted(
      (a, b) => +lastTouch(b, startOfImpact) - +lastTouch(a, startOfImpact) || +b.at - +a.at,
    );
  return change === undefined ? null : { change, reason: reasonFor(change, startOfImpact) };
}

function mayHurt({ status, environment }: ServiceChange): boolean {
  return status !== "planned" && !REHEARSAL.test(environment ?? "");
}

/** When it last did something before that moment; of one whose end nobody told only its beginning is sure. */
function lastTouch({ at, endedAt }: ServiceChange, moment: DateTime): DateTime {
  if (endedAt === null || endedAt < at) return at;
  return endedAt < moment ? endedAt : moment;
}

function reasonFor(change: ServiceChange, startOfImpact: DateTime): string {
  const { at, endedAt, status } = change;
  if (endedAt !== null && endedAt > startOfImpact) return "it was under way when the impact began";
  const apart = `${minutesWords(lastTouch(change, startOfImpact), startOfImpact)} before the impact`;
  if (status === "failed") return `it failed ${apart}`;
  if (status === "cancelled") return `it was cancelled ${apart}`;
  if (endedAt !== null && endedAt > at) return `it was done ${apart}`;
  return `it began ${apart}`;
}

function minutesWords(from: DateTime, to: DateTime): string {
  const minutes = Math.floor(to.diff(from).as("minutes"));
  if (minutes < 1) return "less than a minute";
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
