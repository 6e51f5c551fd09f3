import { expect } from "vitest";
import { validateMessage } from "#sandbox/validation/validate.ts";
import type { Message } from "#slack/words/blocks.ts";

/** Slack takes it, and it keeps within our own budget. */
export function expectSound(message: Message): void {
  expect(validateMessage(message)).toEqual([]);
  expect(message.text.length).toBeGreaterThan(10);
  expect(message.text.length).toBeLessThan(3000);
  expect(textOf(message).length).toBeLessThan(9000);
}

/** All that a reader can see in the blocks, in order. */
export function textOf({ blocks }: Pick<Message, "blocks">): string {
  return collect(blocks, "text").join("\n");
}

/** What can be pressed. */
export function actionIds({ blocks }: Pick<Message, "blocks">): readonly string[] {
  return collect(blocks, "action_id");
}

/** Values that buttons and choices send back. */
export function values({ blocks }: Pick<Message, "blocks">): readonly string[] {
  return collect(blocks, "value");
}

/** Only where Slack looks for mentions and links: mrkdwn in blocks, and the text. */
export function parsedText({ text, blocks }: Message): string {
  return [text, ...collectMrkdwn(blocks)].join("\n");
}

function collect(value: unknown, key: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => collect(item, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    name === key && typeof part === "string" ? [part] : collect(part, key),
  );
}

function collectMrkdwn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(collectMrkdwn);
  if (typeof value !== "object" || value === null) return [];
  if ("type" in value && value.type === "mrkdwn") return collect(value, "text");
  return Object.values(value).flatMap(collectMrkdwn);
}
