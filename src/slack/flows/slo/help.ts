import { renderHelp, unknownWords } from "#slack/flows/desk/help.ts";
import type { Usage } from "#slack/flows/desk/usage.ts";
import type { Message } from "#slack/words/blocks.ts";
import type { SloFlow } from "./flow.ts";

const OWN: Usage = { typed: "help", says: "shows this." };

/** The word that says what the others are for. */
export function helpOn(flows: readonly SloFlow[]): SloFlow {
  return {
    word: "help",
    usage: [OWN],
    run: async (_, { command }) => {
      return renderHelp(command, [{ heading: null, usage: [...flows.flatMap(usageOf), OWN] }]);
    },
  };
}

/** For a word that is none of the command's, with the nearest one. */
export function renderUnknown(
  command: string,
  flows: readonly SloFlow[],
  typed: { readonly word: string; readonly guess: string | null },
): Message {
  const problem = unknownWords(command, typed);
  return renderHelp(command, [{ heading: null, usage: flows.flatMap(usageOf) }], { problem });
}

function usageOf({ usage }: SloFlow): readonly Usage[] {
  return usage;
}
