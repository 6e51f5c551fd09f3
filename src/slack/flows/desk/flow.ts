import { closestName } from "#domain/configuration/did-you-mean.ts";
import type { Message } from "#slack/words/blocks.ts";
import type { Permitted } from "./answer.ts";
import type { Desk } from "./desk.ts";
import { renderHelp, unknownWords } from "./help.ts";
import { splitTyped } from "./typed.ts";
import type { Usage } from "./usage.ts";

/** Somebody who may typed a word after a command. */
export type FlowCall = Permitted & {
  /** The command's name, such as /oncall. */
  readonly command: string;
  /** What followed the word. */
  readonly text: string;
};

/** One word of a command and what it does; null when somebody is answered in another way, such as by a form. */
export type Flow<Call extends FlowCall = FlowCall> = {
  readonly word: string;
  readonly usage: readonly Usage[];
  readonly run: (desk: Desk, call: Call) => Promise<Message | null>;
};

const OWN: Usage = { typed: "help", says: "shows this." };

/** These words, and one that says what they are for. */
export function withHelp<Call extends FlowCall>(
  flows: readonly Flow<Call>[],
): readonly Flow<Call>[] {
  const usage = [...usageOf(flows), OWN];
  const help: Flow<Call> = {
    word: "help",
    usage: [OWN],
    run: async (_, { command }) => renderHelp(command, [{ heading: null, usage }]),
  };
  return [...flows, help];
}

type Meant<Call extends FlowCall> =
  | { readonly kind: "flow"; readonly flow: Flow<Call>; readonly text: string }
  /** There is no such word: what to type instead. */
  | { readonly kind: "unknown"; readonly message: Message };

/** What was typed after a command; its first word stands for none. */
export function flowMeant<Call extends FlowCall>(
  flows: readonly Flow<Call>[],
  command: string,
  typed: string,
): Meant<Call> {
  const { word, rest: text } = splitTyped(typed);
  const called = word.toLowerCase();
  const flow = called === "" ? flows[0] : flows.find((one) => one.word === called);
  if (flow !== undefined) return { kind: "flow", flow, text };
  const guess = closestName(
    called,
    flows.map((one) => one.word),
  );
  const problem = unknownWords(command, { word, guess });
  const message = renderHelp(command, [{ heading: null, usage: usageOf(flows) }], { problem });
  return { kind: "unknown", message };
}

function usageOf<Call extends FlowCall>(flows: readonly Flow<Call>[]): readonly Usage[] {
  return flows.flatMap(({ usage }) => usage);
}
