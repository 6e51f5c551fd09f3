import { DateTime } from "luxon";
import { type Actor, isSameActor, MUSTER } from "#domain/actor.ts";
import type { ScheduleChange } from "#domain/change/schedule-change.ts";
import type { Span } from "#domain/schedule/span.ts";
import { actorWords, listWords, type NameOf } from "./incident-words.ts";
import type { Pen } from "./mrkdwn.ts";

/** What the words about changes need to know beside them. */
export type ChangeFacts = {
  readonly nameOf: NameOf;
  readonly scheduleName: (schedule: string) => string;
  /** Who would be on call without the change. */
  readonly losersOf: (change: ScheduleChange) => readonly string[];
};

const NAME_LENGTH = 80;
const REASON_LENGTH = 300;

/** Such as `from Friday at 18:00 until Monday at 9:00`. */
export function spanWords({ start, end }: Span, pen: Pen): string {
  return `from ${pen.moment(momentOf(start))} until ${pen.moment(momentOf(end))}`;
}

/** One line about a change, for everybody who looks into the channel. */
export function changeLine(change: ScheduleChange, facts: ChangeFacts, pen: Pen): string {
  const losers = facts.losersOf(change).map((loser) => person(loser, facts, pen));
  const instead = losers.length === 0 ? "" : `, in place of ${listWords(losers)}`;
  const who = person(change.person, facts, pen);
  return `*${schedule(change, facts, pen)}*: ${who} is on call ${spanWords(change, pen)}${instead} (${sourceWords(change, pen)})`;
}

/** The same to somebody whom it gives a shift or takes one from. */
export function changeLineTo(
  reader: string,
  change: ScheduleChange,
  facts: ChangeFacts,
  pen: Pen,
): string {
  const losers = facts.losersOf(change);
  const others = losers.filter((loser) => loser !== reader).map((one) => person(one, facts, pen));
  const instead = others.length === 0 ? "" : `, in place of ${listWords(others)}`;
  const title = `*${schedule(change, facts, pen)}*`;
  const span = spanWords(change, pen);
  const source = sourceWords(change, pen);
  if (change.person === reader)
    return `You are on call for ${title} ${span}${instead} (${source}).`;
  const who = person(change.person, facts, pen);
  const place = losers.includes(reader) ? " in your place" : instead;
  return `${who} is on call for ${title} ${span}${place} (${source}).`;
}

/** A change that was taken back. */
export function cancelledLine(change: ScheduleChange, facts: ChangeFacts, pen: Pen): string {
  const what = `${change.kind} of *${schedule(change, facts, pen)}*, ${person(change.person, facts, pen)} ${spanWords(change, pen)}`;
  if (change.cancelledBy !== null && isSameActor(change.cancelledBy, MUSTER)) {
    return `The ${what}, is void: muster.yaml has no ${pen.text(change.person, NAME_LENGTH)} any more. Who has the turn by plan is on call.`;
  }
  const by = change.cancelledBy === null ? "Somebody" : actorWords(change.cancelledBy, pen);
  return `${by} cancelled the ${what}. What was planned before holds again.`;
}

/** How a change came about, such as `override by Eve: dentist`. */
export function sourceWords(
  { kind, createdBy, reason }: Pick<ScheduleChange, "kind" | "createdBy" | "reason">,
  pen: Pen,
): string {
  const why = reason === "" ? "" : `: ${pen.text(reason, REASON_LENGTH)}`;
  return `${kind}${byWords(createdBy, pen)}${why}`;
}

export function momentOf(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: "utc" });
}

function byWords(actor: Actor, pen: Pen): string {
  return actor.kind === "person" ? ` by ${pen.text(actor.name, NAME_LENGTH)}` : "";
}

function person(id: string, { nameOf }: ChangeFacts, pen: Pen): string {
  return pen.text(nameOf(id), NAME_LENGTH);
}

function schedule({ schedule: id }: ScheduleChange, facts: ChangeFacts, pen: Pen): string {
  return pen.text(facts.scheduleName(id), NAME_LENGTH);
}
