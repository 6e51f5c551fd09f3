import type { ViewOutput } from "@slack/bolt";
import { z } from "zod";
import { renderAnswer } from "#slack/views/answer-modal.ts";
import { say } from "./answer.ts";
import type { ViewArgs } from "./asker.ts";
import type { Desk } from "./desk.ts";

type Submitted = (desk: Desk, args: ViewArgs) => Promise<void>;

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
const UNREADABLE =
  "Nothing was changed: this form cannot be read, maybe because Muster was upgraded since it was opened. Please open it again.";

/**
 * Somebody sent a form, whichever: what is longer than its field takes is told there, though Slack itself lets nobody
 * type it, and a form that cannot be read says so instead of standing there without an answer.
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
    if (!isAnswered) {
      const view = renderAnswer("Muster", say(UNREADABLE));
      await args.ack({ response_action: "update", view });
    }
    throw error;
  }
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
