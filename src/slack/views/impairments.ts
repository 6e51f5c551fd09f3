import type { types } from "@slack/bolt";
import type { DateTime } from "luxon";
import type { Episode } from "#domain/impairment-episode.ts";
import { isRisky, type Trouble } from "#domain/impairment.ts";
import { context, header, section, type Message } from "#slack/words/blocks.ts";
import { inBothPens } from "#slack/words/both-pens.ts";
import { plural } from "#slack/words/incident-words.ts";
import { IN_BLOCK, type Pen } from "#slack/words/mrkdwn.ts";

const WORDS_LENGTH = 300;
const MOST_SHOWN = 8;

type Told = Pick<Episode, "beganAt" | "endedAt"> & Trouble;

/** What is wrong with Muster itself, or that it is well again, for those who look after it. */
export function renderImpairments(told: readonly Told[]): Message {
  return inBothPens((pen) => [
    [`*${titleOf(told)}*`],
    ...told.slice(0, MOST_SHOWN).map((one) => linesOf(one, pen)),
    ...moreOf(told),
  ]);
}

/** The same in App Home, of what is still so. */
export function impairmentBlocks(open: readonly Told[]): readonly types.KnownBlock[] {
  if (open.length === 0) return [];
  return [
    header("Muster is impaired"),
    ...open.slice(0, MOST_SHOWN).map((one) => section(...linesOf(one, IN_BLOCK))),
    ...moreOf(open).map((lines) => context(...lines)),
  ];
}

function titleOf(told: readonly Told[]): string {
  const open = told.filter(({ endedAt }) => endedAt === null);
  if (open.length === 0) return "What was wrong with Muster is over.";
  if (open.some(isRisky)) return "Muster is impaired, and pages are at risk.";
  return "Muster is impaired; pages go out.";
}

function linesOf(one: Told, pen: Pen): readonly string[] {
  const words = pen.text(one.words, WORDS_LENGTH);
  if (one.endedAt !== null)
    return [`Over: ${words}. ${lastedWords(one.beganAt, one.endedAt, pen)}`];
  return [
    `${isRisky(one) ? "*Pages are at risk.* " : ""}${words}, since ${pen.moment(one.beganAt)}.`,
    sentence(pen.text(one.consequence, WORDS_LENGTH)),
    `What to do: ${sentence(pen.text(one.fix, WORDS_LENGTH))}`,
  ];
}

function lastedWords(from: DateTime, to: DateTime, pen: Pen): string {
  return `From ${pen.moment(from)} until ${pen.moment(to)}.`;
}

function moreOf(told: readonly Told[]): readonly (readonly string[])[] {
  const rest = told.length - MOST_SHOWN;
  return rest > 0
    ? [[`And ${plural(rest, "more thing")}: \`muster doctor\` and /readyz say them all.`]]
    : [];
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
