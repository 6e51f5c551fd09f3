import { message, section, type Message } from "#slack/words/blocks.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import type { OncallFlow, Usage } from "./flow.ts";

const OWN: Usage = { typed: "help", says: "shows this." };

/** The word that says what the others are for. */
export function helpOn(flows: readonly OncallFlow[]): OncallFlow {
  return {
    word: "help",
    usage: [OWN],
    run: async (_, { command }) => renderHelp(command, [...flows.flatMap(usageOf), OWN]),
  };
}

/** For a word that is none of the command's, with the nearest one. */
export function renderUnknown(
  command: string,
  flows: readonly OncallFlow[],
  { word, guess }: { readonly word: string; readonly guess: string | null },
): Message {
  const hint = guess === null ? "" : ` Did you mean \`${command} ${guess}\`?`;
  const typed = outside(word, 40).replaceAll("`", "'");
  const problem = `There is no \`${command} ${typed}\`.${hint}`;
  return renderHelp(command, flows.flatMap(usageOf), problem);
}

function renderHelp(command: string, usage: readonly Usage[], problem?: string): Message {
  const lines = usage.map(({ typed, says }) => `\`${`${command} ${typed}`.trim()}\` ${says}`);
  const first = problem === undefined ? [] : [problem];
  return message(
    [...first, ...lines].join("\n"),
    [first, lines].filter((part) => part.length > 0).map((part) => section(...part)),
  );
}

function usageOf({ usage }: OncallFlow): readonly Usage[] {
  return usage;
}
