import { DateTime } from "luxon";
import type { Duty } from "#domain/schedule/duty.ts";
import type { ChangeKind } from "#domain/schedule/on-call.ts";
import type { Span } from "#domain/schedule/span.ts";
import type { ServiceDuty } from "#domain/service/service-duty.ts";
import { listWords, type NameOf } from "./incident-words.ts";
import type { Pen } from "./mrkdwn.ts";

const NAME_LENGTH = 80;
const MOST_SERVICES = 8;

/** How people are named: whoever has only Slack is marked, because Slack wakes nobody. */
export type Naming = { readonly nameOf: NameOf; readonly onlySlack: ReadonlySet<string> };

/** Such as: Ann (only Slack) until 9:00, then Bob. */
export function dutyWords(
  people: readonly string[],
  duty: Duty | null,
  naming: Naming,
  pen: Pen,
): string {
  const holders = people.map((person) => personWords(person, naming, pen));
  const who = holders.length === 0 ? "nobody" : listWords(holders);
  if (duty === null) return who;
  const mark = markWords(duty.change ?? null);
  return `${who}${untilWords(duty, pen)}${mark}${nextWords(duty, naming, pen)}`;
}

/** Who is paged first for some services, and after them. */
export function serviceLine(
  { services, people, backup, duty }: ServiceDuty,
  naming: Naming,
  pen: Pen,
): string {
  const shown = services.slice(0, MOST_SERVICES).map(({ name }) => pen.text(name, NAME_LENGTH));
  const rest = services.length - shown.length;
  const title = `*${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}*`;
  if (people.length === 0) {
    return `:rotating_light: ${title}: *nobody* is on call${duty === null ? "" : nextWords(duty, naming, pen)}`;
  }
  const backed = backup.map((person) => personWords(person, naming, pen));
  const behind = backed.length === 0 ? "" : `. Backed up by ${listWords(backed)}`;
  return `${title}: ${dutyWords(people, duty, naming, pen)}${behind}`;
}

/** From when until when; a shift that runs began before. */
export function rangeWords(span: Span, now: DateTime, pen: Pen): string {
  const start = span.start <= now.toMillis() ? "now" : `from ${pen.moment(momentOf(span.start))}`;
  return `${start} until ${pen.moment(momentOf(span.end))}`;
}

/** Says that a shift is not by turn. */
export function markWords(change: ChangeKind | null): string {
  return change === null ? "" : ` (${change})`;
}

/** Who is paged instead of nobody. */
export function standInWords(people: readonly string[], naming: Naming, pen: Pen): string {
  if (people.length === 0) return "";
  const names = people.map((person) => personWords(person, naming, pen));
  return `. Pages go to ${listWords(names)} meanwhile`;
}

function personWords(person: string, { nameOf, onlySlack }: Naming, pen: Pen): string {
  const name = pen.text(nameOf(person), NAME_LENGTH);
  return onlySlack.has(person) ? `${name} (only Slack)` : name;
}

function untilWords({ until }: Duty, pen: Pen): string {
  return until === null ? "" : ` until ${pen.moment(momentOf(until))}`;
}

function nextWords({ next, until }: Duty, naming: Naming, pen: Pen): string {
  if (next === null) return "";
  const from = next.start === until ? "" : ` from ${pen.moment(momentOf(next.start))}`;
  return `, then ${personWords(next.person, naming, pen)}${from}`;
}

function momentOf(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: "utc" });
}
