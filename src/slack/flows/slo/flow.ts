import type { Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { Usage } from "#slack/flows/desk/usage.ts";
import type { Message } from "#slack/words/blocks.ts";

/** Somebody who may see typed a word after the command. */
export type SloCall = Permitted & {
  /** The command's name, such as /slo. */
  readonly command: string;
  /** What followed the word. */
  readonly text: string;
};

/** One word of the command and what it does; null when everything has been said. */
export type SloFlow = {
  readonly word: string;
  readonly usage: readonly Usage[];
  readonly run: (desk: Desk, call: SloCall) => Promise<Message | null>;
};
