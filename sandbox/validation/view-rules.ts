import { Buffer } from "node:buffer";
import { isRecord } from "./check.ts";
import { failed } from "./flaw.ts";
import type { Flaw } from "./flaw.ts";

/** 250 kB, https://docs.slack.dev/reference/methods/views.open */
const MOST_BYTES = 250_000;

export type ViewOptions = {
  /** The type of the view at the bottom of the stack, when a view is pushed onto it. */
  readonly rootType?: string;
};

export function viewSizeFlaws(view: unknown): readonly Flaw[] {
  const got = Buffer.byteLength(JSON.stringify(view) ?? "");
  if (got <= MOST_BYTES) return [];
  return [failed("/view", "view_too_large", "max_length", { expected: MOST_BYTES, got })];
}

/** What holds for a view as a whole. */
export function viewFlaws(
  view: Readonly<Record<string, unknown>>,
  options: ViewOptions,
): readonly Flaw[] {
  return [...inputsWithoutSubmit(view), ...strangeOnStack(view, options)];
}

function inputsWithoutSubmit(view: Readonly<Record<string, unknown>>): readonly Flaw[] {
  const { type, blocks } = view;
  if (type !== "modal" || Object.hasOwn(view, "submit") || !Array.isArray(blocks)) return [];

  const message = "must define `submit` to use an `input` block in modals";
  return blocks.flatMap((block: unknown, index) =>
    isRecord(block) && block["type"] === "input"
      ? [failed(`/view/blocks/${index}/input`, message, "any_of")]
      : [],
  );
}

function strangeOnStack(
  { type }: Readonly<Record<string, unknown>>,
  { rootType }: ViewOptions,
): readonly Flaw[] {
  if (rootType === undefined || type === rootType) return [];

  const message = "must match the `type` of the root view whose stack we're pushing onto";
  return [failed("/view/type", message, "enum", { expected: [rootType], got: type })];
}
