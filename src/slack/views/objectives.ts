import type { DateTime } from "luxon";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { worstBudgetFirst } from "#domain/objective/attention.ts";
import type { Standing } from "#engine/budget/standings.ts";
import { context, message, section, type Message } from "#slack/words/blocks.ts";
import { bar, shortPromise, standingWords } from "#slack/words/budget-words.ts";
import { outside } from "#slack/words/mrkdwn.ts";

/** A section takes some three thousand characters, a message fifty blocks. */
const LINES_A_SECTION = 6;
const MOST_LINES = 40;

type Around = {
  readonly now: DateTime;
  readonly command: string;
  readonly services: Configuration["services"];
};

/** A line for each objective, by service; the service in the worst state comes first. */
export function renderObjectives(standings: readonly Standing[], around: Around): Message {
  const sorted = standings.toSorted((a, b) => worstFirst(a, b));
  const shown = sorted.slice(0, MOST_LINES);
  const services = [...new Set(shown.map(({ objective }) => objective.service))];
  const parts = services.flatMap((service) => {
    const lines = shown
      .filter(({ objective }) => objective.service === service)
      .map((standing) => lineOf(standing, around.now));
    return inSections(`*${outside(around.services.get(service)?.name ?? service, 80)}*`, lines);
  });
  const hint = hintWords(sorted.length - shown.length, around.command);
  return message([...parts.flat(), hint].join("\n"), [
    ...parts.map((lines) => section(...lines)),
    context(hint),
  ]);
}

/** Where changes rest first, then by what is left. */
function worstFirst(a: Standing, b: Standing): number {
  const [one, other] = [a, b].map(({ frozenSince }) => (frozenSince === null ? 1 : 0));
  return (one ?? 1) - (other ?? 1) || worstBudgetFirst(a.live, b.live);
}

function lineOf(standing: Standing, now: DateTime): string {
  const { live } = standing;
  return `${bar(live.remaining)} ${shortPromise(live)}: ${standingWords(standing, now)}`;
}

function inSections(title: string, lines: readonly string[]): readonly (readonly string[])[] {
  const starts = [...lines.keys()].filter((index) => index % LINES_A_SECTION === 0);
  return starts.map((start) => {
    const part = lines.slice(start, start + LINES_A_SECTION);
    return start === 0 ? [title, ...part] : part;
  });
}

function hintWords(rest: number, command: string): string {
  const more = rest > 0 ? `And ${rest} more: \`${command} list SERVICE\`. ` : "";
  return `${more}\`${command} show OBJECTIVE\` shows one with its numbers and a chart, \`${command} freeze\` what rests.`;
}
