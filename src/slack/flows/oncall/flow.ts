import type { Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { Usage } from "#slack/flows/desk/usage.ts";
import type { Message } from "#slack/words/blocks.ts";

/** Somebody who may act typed a word after the command. */
export type OncallCall = Permitted & {
  /** The command's name, such as /oncall. */
  readonly command: string;
  /** What followed the word. */
  readonly text: string;
  /** Their id in `people`, null for those whom the configuration does not know. */
  readonly person: string | null;
};

/** One word of the command and what it does; null when somebody is answered in another way, such as by a form. */
export type OncallFlow = {
  readonly word: string;
  readonly usage: readonly Usage[];
  readonly run: (desk: Desk, call: OncallCall) => Promise<Message | null>;
};
