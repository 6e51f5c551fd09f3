import { attachmentParts, attachmentProblems } from "./attachments.ts";
import { check, isRecord } from "./check.ts";
import { wrongType } from "./flaw.ts";
import type { Flaw } from "./flaw.ts";
import { limitProblems } from "./message-limits.ts";
import { problem } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { ruleFlaws } from "./rules.ts";
import { blocksOn } from "./surfaces.ts";
import type { Surface } from "./surfaces.ts";
import { repeatedIds } from "./unique-ids.ts";
import { viewFlaws, viewSizeFlaws } from "./view-rules.ts";
import type { ViewOptions } from "./view-rules.ts";
import { view as viewShape } from "./views.ts";
import { eachRecord } from "./walk.ts";
import type { Located } from "./walk.ts";

export { explain, validationError } from "./problem.ts";
export type { Problem } from "./problem.ts";

type Message = {
  readonly blocks?: unknown;
  readonly text?: string;
  readonly attachments?: unknown;
};

/** What Slack would refuse in a message. That there is something to say at all is the caller's check. */
export function validateMessage(message: Message): Problem[] {
  const blocks = message.blocks ?? [];
  const attachments = message.attachments ?? [];
  const malformed = formatProblems(blocks);
  if (malformed.length > 0) return malformed;

  const misshapen = [...shapeProblems(blocks, "message"), ...attachmentProblems(attachments)];
  if (misshapen.length > 0) return misshapen;

  const parts = [...eachRecord(blocks, "/blocks"), ...attachmentParts(attachments)];
  return [
    ...flawsAcross(parts).map((flaw) => problem(messageCode(flaw), flaw)),
    ...limitProblems(asList(blocks), parts),
  ];
}

/** What Slack would refuse in a list of blocks for a message, a modal or a Home tab. */
export function validateBlocks(blocks: unknown, surface: Surface): Problem[] {
  if (surface === "message") return validateMessage({ blocks });

  const malformed = formatProblems(blocks);
  if (malformed.length > 0) return malformed;

  const misshapen = shapeProblems(blocks, surface);
  if (misshapen.length > 0) return misshapen;
  return asProblems("invalid_blocks", flawsAcross(eachRecord(blocks, "/blocks")));
}

/** What Slack would refuse in a modal or a Home tab. */
export function validateView(view: unknown, options: ViewOptions = {}): Problem[] {
  const oversized = viewSizeFlaws(view);
  if (oversized.length > 0) return asProblems("view_too_large", oversized);

  const misshapen = check(viewShape, view, "/view");
  if (misshapen.length > 0 || !isRecord(view)) return asProblems("invalid_arguments", misshapen);

  const parts = eachRecord(view["blocks"], "/view/blocks");
  return asProblems("invalid_arguments", [...viewFlaws(view, options), ...flawsAcross(parts)]);
}

function formatProblems(blocks: unknown): Problem[] {
  return asProblems("invalid_blocks_format", formatFlaws(blocks));
}

function formatFlaws(blocks: unknown): readonly Flaw[] {
  if (!Array.isArray(blocks)) return [wrongType("/blocks", "must provide an array")];
  return blocks.flatMap((block: unknown, index) =>
    isRecord(block) ? [] : [wrongType(`/blocks/${index}`, "must provide an object")],
  );
}

function shapeProblems(blocks: unknown, surface: Surface): Problem[] {
  return asProblems("invalid_blocks", check(blocksOn(surface), blocks, "/blocks"));
}

function flawsAcross(parts: readonly Located[]): readonly Flaw[] {
  return [...ruleFlaws(parts), ...repeatedIds(parts)];
}

function messageCode(flaw: Flaw): string {
  return flaw.pointer.startsWith("/attachments") ? "invalid_attachments" : "invalid_blocks";
}

function asProblems(code: string, flaws: readonly Flaw[]): Problem[] {
  return flaws.map((flaw) => problem(code, flaw));
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
