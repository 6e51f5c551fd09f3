import { type HelpPart, renderHelp, unknownWords } from "#slack/flows/desk/help.ts";
import type { Usage } from "#slack/flows/desk/usage.ts";
import type { Message } from "#slack/words/blocks.ts";
import { ACT_GROUPS } from "./act.ts";
import type { Word } from "./word.ts";

const BARE: Usage = { typed: "", says: "shows what can be done here." };
const OWN: Usage = { typed: "help", says: "shows this." };
const REST =
  "In an incident's own channel the number can be left out. The buttons on cards and pages do the same, and App Home shows all open incidents.";

/** The word that says what the others are for. */
export function helpOn(words: readonly Word[]): Word {
  return {
    words: ["help"],
    usage: [],
    action: null,
    group: null,
    run: async ({ engine }) =>
      renderIncidentHelp(engine.configuration().slack.incidentCommand, words),
  };
}

/** Everything that can be typed. */
export function renderIncidentHelp(command: string, words: readonly Word[]): Message {
  return renderHelp(command, partsOf(words), { rest: REST });
}

/** For a word that is none of ours, with the nearest one. */
export function renderUnknown(
  command: string,
  words: readonly Word[],
  typed: { readonly word: string; readonly guess: string | null },
): Message {
  return renderHelp(command, partsOf(words), { problem: unknownWords(command, typed), rest: REST });
}

/** Under the headings that the menu with all actions has too; what is about no incident comes first. */
function partsOf(words: readonly Word[]): readonly HelpPart[] {
  const groups = [null, ...ACT_GROUPS];
  return groups.map((heading) => {
    const usage = words.filter(({ group }) => group === heading).flatMap((word) => word.usage);
    return { heading, usage: heading === null ? [BARE, ...usage, OWN] : usage };
  });
}
