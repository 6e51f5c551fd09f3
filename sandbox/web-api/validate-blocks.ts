import { z } from "zod";
import { isJson, type Json } from "#sandbox/json.ts";
import {
  type Problem,
  validateBlocks,
  validateMessage,
  validateView,
  validationError,
} from "#sandbox/validation/validate.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import { method, type MethodTable } from "./method.ts";

export const validationMethods: MethodTable = {
  "blocks.validate": method({
    scopes: [],
    tier: 4,
    json: true,
    input: z.object({
      blocks: z.unknown().optional(),
      message: z.unknown().optional(),
      view: z.unknown().optional(),
    }),
    run(_workspace, input) {
      const { code, problems } = judge(input);
      if (problems.length > 0)
        throw new SlackError(code, { errors: problems.map(validationError) });
      return {};
    },
  }),
};

type Verdict = { readonly code: string; readonly problems: readonly Problem[] };

/** Exactly one of the three must be given. */
function judge(input: Json): Verdict {
  const { blocks, message, view } = input;
  const given = [blocks, message, view].filter((part) => part !== undefined);
  if (given.length !== 1) throw new SlackError("invalid_arguments");
  if (view !== undefined) return { code: "invalid_view", problems: validateView(view) };
  if (message === undefined) {
    return { code: "invalid_blocks", problems: validateBlocks(blocks, "message") };
  }
  const content = isJson(message) ? message : {};
  const { blocks: inside, attachments } = content;
  const problems = validateMessage({ blocks: inside, attachments });
  return { code: "invalid_message", problems };
}
