import { isSameActor, type Actor } from "#domain/actor.ts";
import type { MitigationOutcome, MitigationStep } from "#domain/response/mitigation.ts";
import { actorWords } from "./incident-words.ts";
import { IN_BLOCK, outside } from "./mrkdwn.ts";

const TEXT_LENGTH = 150;
const NOTE_LENGTH = 200;

export const OUTCOME_WORDS: Readonly<Record<MitigationOutcome, string>> = {
  better: "it got better",
  "no-change": "nothing changed",
  worse: "it got worse",
  reverted: "reverted",
};

const EMOJI: Readonly<Record<MitigationOutcome, string>> = {
  better: ":white_check_mark:",
  "no-change": ":heavy_minus_sign:",
  worse: ":small_red_triangle:",
  reverted: ":leftwards_arrow_with_hook:",
};

/** A step in one line: which, who, when and what came of it. */
export function stepLine(step: MitigationStep): string {
  const { state, outcome } = step;
  const name = nameOfStep(step);
  if (state === "open") return name;
  if (state === "running") return `:hourglass_flowing_sand: *${name}* · ${stepState(step)}`;
  const sign = outcome === null || state === "skipped" ? ":heavy_minus_sign:" : EMOJI[outcome];
  return `${sign} ${name} · ${stepState(step)}`;
}

/** Such as `2. Undo the change`. */
export function nameOfStep({ number, text }: Pick<MitigationStep, "number" | "text">): string {
  return `${number}. ${outside(text, TEXT_LENGTH)}`;
}

/** Where a step stands, with who and when. */
export function stepState({ state, outcome, note, ...step }: MitigationStep): string {
  const noted = note === "" ? "" : `. _${outside(note, NOTE_LENGTH)}_`;
  switch (state) {
    case "open":
      return "not tried yet";
    case "running":
      return `${who(step.startedBy)} since ${at(step.startedAt)}`;
    case "finished":
      return `${outcome === null ? "finished" : OUTCOME_WORDS[outcome]} (${who(step.endedBy)}, ${at(step.endedAt)})${noted}`;
    case "skipped":
      return `skipped (${who(step.endedBy)}, ${at(step.endedAt)})${noted}`;
  }
}

/** For somebody who wanted to do something with a step as it was before. */
export function stepStands(step: MitigationStep, reader: Actor): string {
  const { number, state, startedBy, startedAt } = step;
  if (state !== "running") return `Nothing was changed: step ${number} is ${stepState(step)}.`;
  if (isSameActor(startedBy, reader)) {
    return `You are on step ${number} already, since ${at(startedAt)}.`;
  }
  return `${who(startedBy)} is on step ${number} already, since ${at(startedAt)}. Ask them, or take the next one.`;
}

function who(actor: Actor | null): string {
  return actor === null ? "somebody" : actorWords(actor, IN_BLOCK);
}

function at(moment: MitigationStep["startedAt"]): string {
  return moment === null ? "an unknown time" : IN_BLOCK.time(moment);
}
