import { feedbackButtons, iconButton } from "./buttons.ts";
import { blockId } from "./composition.ts";
import { richText } from "./rich-text.ts";
import { list, oneOf, record, string, tagged, typed, uri } from "./shape.ts";
import type { Shapes } from "./shape.ts";

export const contextActions = typed(
  "context_actions",
  {
    elements: list(tagged({ feedback_buttons: feedbackButtons, icon_button: iconButton }), {
      min: 1,
      max: 5,
    }),
  },
  { block_id: blockId },
);

const task = {
  task_id: string({ min: 1 }),
  title: string({ min: 1 }),
  status: oneOf("pending", "in_progress", "complete", "error"),
} as const satisfies Shapes;

const taskDetail = {
  block_id: blockId,
  details: richText,
  output: richText,
  sources: list(typed("url", { url: uri(), text: string({ min: 1 }) })),
} as const satisfies Shapes;

export const taskCard = typed("task_card", task, taskDetail);

/** A task inside a plan needs no type. */
export const plan = typed(
  "plan",
  { title: string({ min: 1 }) },
  {
    block_id: blockId,
    tasks: list(record(task, { ...taskDetail, type: oneOf("task_card") }), { max: 50 }),
  },
);
