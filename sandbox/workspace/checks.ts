import { asJson, asText, type Json } from "#sandbox/json.ts";
import {
  explain,
  type Problem,
  validateMessage,
  validateView,
} from "#sandbox/validation/validate.ts";
import { unreadyFilePointers } from "./files.ts";
import { SlackError } from "./slack-error.ts";
import type { Workspace } from "./workspace.ts";

export type Content = {
  readonly blocks?: unknown;
  readonly text?: string | undefined;
  readonly attachments?: unknown;
};

/** Refuses what Slack would refuse to post, in Slack's words. */
export function checkMessage(workspace: Workspace, content: Content): void {
  const { blocks, text, attachments } = content;
  const problems = validateMessage({
    blocks,
    attachments,
    ...(text === undefined ? {} : { text }),
  });
  refuse([...problems, ...unreadyFiles(workspace, blocks, "/blocks")]);
}

export function checkView(workspace: Workspace, view: unknown, rootType?: string): Json {
  const problems = validateView(view, rootType === undefined ? {} : { rootType });
  const blocks = asJson(view)["blocks"];
  const all = [...problems, ...unreadyFiles(workspace, blocks, "/view/blocks")];
  refuse(
    all.map((problem) =>
      problem.code === "invalid_blocks" ? { ...problem, code: "invalid_arguments" } : problem,
    ),
  );
  return asJson(view);
}

export function viewType(view: unknown): string {
  return asText(asJson(view)["type"]) ?? "";
}

function unreadyFiles(workspace: Workspace, blocks: unknown, root: string): readonly Problem[] {
  return unreadyFilePointers(workspace, blocks, root).map((pointer) => ({
    code: "invalid_blocks",
    message: "invalid slack file",
    pointer,
  }));
}

function refuse(problems: readonly Problem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  const texts = problems.map(explain);
  throw new SlackError(first.code, {
    ...(first.code === "invalid_blocks" ? { errors: texts } : {}),
    response_metadata: { messages: texts.map((text) => `[ERROR] ${text}`) },
  });
}
