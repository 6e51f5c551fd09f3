import { explain, validateBlocks, validateView } from "#sandbox/validation/validate.ts";
import type { Problem } from "#sandbox/validation/validate.ts";

export type Json = Readonly<Record<string, unknown>>;

export type Surface = Parameters<typeof validateBlocks>[1];

/** A rule with a value that Slack takes, one that it refuses, and its words for that: "message @pointer". */
export type Case = {
  readonly rule: string;
  readonly good: Json;
  readonly bad: Json;
  readonly says: readonly string[];
};

export const mismatch = "failed to match all allowed schemas";

export function lines(problems: readonly Problem[]): readonly string[] {
  return problems.map(explain);
}

/** What is wrong with one block, as "message @pointer" with the pointer starting at the block. */
export function toldOf(block: Json, surface: Surface = "message"): readonly string[] {
  return told(validateBlocks([block], surface), "/blocks/0");
}

export function toldOfElement(element: Json): readonly string[] {
  return told(validateBlocks([actions(element)], "message"), "/blocks/0/elements/0");
}

export function toldOfAccessory(element: Json): readonly string[] {
  return told(validateBlocks([section({ accessory: element })], "message"), "/blocks/0/accessory");
}

export function toldOfInput(element: Json): readonly string[] {
  return told(validateBlocks([input(element)], "modal"), "/blocks/0/element");
}

export function toldOfView(view: Json): readonly string[] {
  return told(validateView(view), "/view");
}

function told(problems: readonly Problem[], root: string): readonly string[] {
  return problems.map(({ message, pointer }) => {
    const place = pointer.startsWith(root) ? pointer.slice(root.length) : pointer;
    return `${message} @${place}`;
  });
}

export function x(length: number): string {
  return "x".repeat(length);
}

export function many<Item>(count: number, item: (index: number) => Item): readonly Item[] {
  return Array.from({ length: count }, (_, index) => item(index));
}

export function plain(text: string): Json {
  return { type: "plain_text", text };
}

export function mrkdwn(text: string): Json {
  return { type: "mrkdwn", text };
}

export function section(rest: Json = {}): Json {
  return { type: "section", text: mrkdwn("Checkout is slow"), ...rest };
}

export function button(rest: Json = {}): Json {
  return { type: "button", text: plain("Acknowledge"), ...rest };
}

export function option(value: string, rest: Json = {}): Json {
  return { text: plain(value), value, ...rest };
}

export function actions(...elements: readonly Json[]): Json {
  return { type: "actions", elements };
}

export function input(element: Json, rest: Json = {}): Json {
  return { type: "input", label: plain("Title"), element, ...rest };
}

export function richText(...elements: readonly Json[]): Json {
  return { type: "rich_text", elements };
}

export function modal(rest: Json = {}): Json {
  return { type: "modal", title: plain("New incident"), blocks: [section()], ...rest };
}
