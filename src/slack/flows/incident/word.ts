import type { Action } from "#domain/configuration/permissions.ts";
import type { Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { Usage } from "#slack/flows/desk/usage.ts";
import type { Message } from "#slack/words/blocks.ts";
import type { ACT_GROUPS } from "./act.ts";

/** Somebody who may act typed a word after the command. */
export type WordCall = Permitted & {
  /** What followed the word. */
  readonly text: string;
};

/** A word of the command, and what people may be used to in its place. */
export type Word = {
  readonly words: readonly string[];
  readonly usage: readonly Usage[];
  /** What must be allowed to whoever types it; null when it is asked later, or everybody may. */
  readonly action: Action | null;
  /** Under which heading the help lists it; null for what is about no incident in particular. */
  readonly group: (typeof ACT_GROUPS)[number] | null;
  /** Null when somebody is answered in another way, such as by a form. */
  readonly run: (desk: Desk, call: WordCall) => Promise<Message | null>;
};
