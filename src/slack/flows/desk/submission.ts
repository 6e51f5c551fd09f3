import type { ViewOutput } from "@slack/bolt";
import { z } from "zod";
import { renderAnswer } from "#slack/views/answer-modal.ts";
import { say } from "./answer.ts";
import type { ViewArgs } from "./asker.ts";
import type { Desk } from "./desk.ts";

type Submitted = (desk: Desk, args: ViewArgs) => Promise<void>;
type Answer = Exclude<Parameters<ViewArgs["ack"]>[0], undefined | void>;

/** A field for words that has a limit. */
const TextField = z.object({
  type: z.literal("input"),
  block_id: z.string(),
  element: z.object({
    type: z.literal("plain_text_input"),
    action_id: z.string(),
    max_length: z.number(),
  }),
});
const InputField = z.object({ type: z.literal("input"), block_id: z.string() });
const UNREADABLE =
  "Nothing was changed: this form cannot be read, maybe because Muster was upgraded since it was opened. Please open it again.";
const NOT_TAKEN = "Muster could not take this just now. Please send it again in a moment.";
const LOST = "Muster could not take this just now. Please open the form again in a moment.";

/**
 * Somebody sent a form, whichever: what is longer than its field takes is told there, though Slack itself lets nobody
 * type it, and a form that cannot be read says so instead of standing there without an answer. Any other fault leaves
 * it open with all that was typed.
 */
export async function onSubmission(
  desk: Desk,
  args: ViewArgs,
  submitted: Submitted,
): Promise<void> {
  const errors = tooLong(args.view);
  if (Object.keys(errors).length > 0) {
    await args.ack({ response_action: "errors", errors });
    return;
  }
  let isAnswered = false;
  async function ack(...answer: Parameters<ViewArgs["ack"]>): Promise<void> {
    isAnswered = true;
    await args.ack(...answer);
  }
  try {
    await submitted(desk, { ...args, ack });
  } catch (error) {
    if (!isAnswered) await args.ack(answerTo(error, args.view));
    throw error;
  }
}

/** A form without a field to write under holds nothing that would be lost. */
function answerTo(error: unknown, { blocks }: Pick<ViewOutput, "blocks">): Answer {
  if (error instanceof z.ZodError || error instanceof SyntaxError) return insteadOfForm(UNREADABLE);
  const [field] = blocks.flatMap((block) => InputField.safeParse(block).data ?? []);
  if (field === undefined) return insteadOfForm(LOST);
  return { response_action: "errors", errors: { [field.block_id]: NOT_TAKEN } };
}

function insteadOfForm(words: string): Answer {
  return { response_action: "update", view: renderAnswer("Muster", say(words)) };
}

/** What to say under each field that holds more than it takes. */
function tooLong({ blocks, state }: Pick<ViewOutput, "blocks" | "state">): Record<string, string> {
  const errors = blocks.flatMap((block) => {
    const field = TextField.safeParse(block).data;
    if (field === undefined) return [];
    const { action_id: name, max_length: most } = field.element;
    const { length } = Array.from(state.values[field.block_id]?.[name]?.value ?? "");
    return length <= most ? [] : [[field.block_id, problem(length, most)] as const];
  });
  return Object.fromEntries(errors);
}

function problem(length: number, most: number): string {
  return `Write ${most} characters at most; these are ${length}.`;
}
