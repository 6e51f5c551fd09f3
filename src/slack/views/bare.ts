import type { types } from "@slack/bolt";
import { incidentName, isOpen, isTaken } from "#domain/incident/incident.ts";
import { message, section, type Message } from "#slack/words/blocks.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import type { IncidentOutline } from "#store/incident/incident-outline.ts";
import { MOST_SHOWN } from "./acknowledge-many.ts";

const WHY = "Its details cannot be read by this Muster; the log names it.";

/** What still wakes somebody when nothing better can be made: the numbers, how bad, and the titles. */
export function renderBarePage(outlines: readonly IncidentOutline[]): Message {
  return message(lines(outlines, (one) => `${name(one)} needs you: ${what(one)}`).join("\n"), []);
}

/** The card of an incident that cannot be read, where none stands yet; nothing can be pressed, as nothing would work. */
export function renderBareCard(outline: IncidentOutline): Message {
  return message(bareLine(outline), []);
}

/** Beside the incidents of a group, those of it that cannot be read; nothing when all can. */
export function bareLines(outlines: readonly IncidentOutline[]): readonly string[] {
  return lines(outlines, bareLine);
}

export function bareSection(outlines: readonly IncidentOutline[]): types.SectionBlock[] {
  return outlines.length === 0 ? [] : [section(...bareLines(outlines))];
}

/** Whoever may still be needed is called: what is said of a status that is unknown here is never "it is taken". */
export function mayNeedSomebody({ status }: { readonly status: string }): boolean {
  return !isTaken({ status }) && isOpen({ status });
}

function bareLine(outline: IncidentOutline): string {
  return `${name(outline)} ${what(outline)} (${outside(outline.status, 20)}). ${WHY}`;
}

function lines(
  outlines: readonly IncidentOutline[],
  line: (outline: IncidentOutline) => string,
): readonly string[] {
  const rest = outlines.length - MOST_SHOWN;
  const shown = outlines.slice(0, MOST_SHOWN).map(line);
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])];
}

function name({ id }: IncidentOutline): string {
  return incidentName(id);
}

function what({ severity, title }: IncidentOutline): string {
  return `${outside(severity, 20)} ${outside(title, 150)}`.trim();
}
