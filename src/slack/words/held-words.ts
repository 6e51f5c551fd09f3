import type { Incident } from "#domain/incident/incident.ts";
import { listWords } from "./incident-words.ts";
import type { NamePen } from "./paging-words.ts";

const NAME_LENGTH = 80;

/** While somebody has it: who else must acknowledge, and until when they are asked whether they still have it. */
export function heldWords({ paging }: Incident, pen: NamePen): string | null {
  const { unanswered, answered, asked, ackUntil } = paging;
  const others = answered.length + unanswered.length < 2 ? [] : [othersWords(paging, pen)];
  const question =
    asked && ackUntil !== null
      ? [`Asked whether that is still so; it is paged anew at ${pen.time(ackUntil)} otherwise.`]
      : [];
  const words = [...others, ...question];
  return words.length === 0 ? null : words.join(" ");
}

function othersWords({ answered, unanswered }: Incident["paging"], pen: NamePen): string {
  if (unanswered.length === 0) return `${namesOf(answered, pen)} acknowledged.`;
  const who = namesOf(unanswered, pen);
  const done = answered.length === 0 ? "" : `${namesOf(answered, pen)} acknowledged; `;
  return `${done}${who} must too, and ${unanswered.length === 1 ? "is" : "are"} paged on.`;
}

function namesOf(people: readonly string[], { nameOf, text }: NamePen): string {
  return listWords(people.map((person) => text(nameOf(person), NAME_LENGTH)));
}
