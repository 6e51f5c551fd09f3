import type { Configuration } from "#domain/configuration/configuration.ts";
import { schedulesAround, schedulesCalled } from "#domain/service/find-schedules.ts";
import { say } from "#slack/flows/desk/answer.ts";
import { noSuchSchedule } from "#slack/flows/oncall/oncall-facts.ts";
import type { Message } from "#slack/words/blocks.ts";
import { listWords } from "#slack/words/incident-words.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { readSpan, type Speaker } from "#slack/words/typed-time.ts";

/** Which schedule is meant, null when it was not said, and what follows it. */
export type TypedSchedule =
  | { readonly kind: "read"; readonly schedule: string | null; readonly rest: string }
  | { readonly kind: "told"; readonly answer: Message };

/** The first word; it may be left out, and then their only schedule is meant. */
export function readSchedule(
  configuration: Configuration,
  { text, person }: { readonly text: string; readonly person: string | null },
  speaker: Speaker,
): TypedSchedule {
  const [first, rest] = cutWord(text);
  const [found, ...others] = isPerson(first) ? [] : schedulesCalled(configuration, first);
  if (found !== undefined && others.length === 0) return { kind: "read", schedule: found, rest };
  if (found !== undefined) return { kind: "told", answer: several(first, [found, ...others]) };
  const isLeftOut = first === "" || isPerson(first) || readSpan(text, speaker).kind !== "unclear";
  if (!isLeftOut) return { kind: "told", answer: noSuchSchedule(configuration, first) };
  return { kind: "read", schedule: onlySchedule(configuration, person), rest: text };
}

/** The first word of what was typed, and the rest. */
export function cutWord(text: string): readonly [string, string] {
  const [, word = "", rest = ""] = /^\s*(\S*)\s*(.*)$/su.exec(text) ?? [];
  return [word, rest];
}

function onlySchedule(configuration: Configuration, person: string | null): string | null {
  const [only = null, ...others] = schedulesAround(configuration, person);
  return others.length === 0 ? only : null;
}

function several(word: string, schedules: readonly string[]): Message {
  return say(`${outside(word, 60)} has several schedules: name ${listWords(schedules)}.`);
}

function isPerson(word: string): boolean {
  return word.startsWith("<@") || word.startsWith("@");
}
