import { assert, constantFrom, jsonValue, property } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  explain,
  validateBlocks,
  validateMessage,
  validateView,
  validationError,
} from "#sandbox/validation/validate.ts";
import { eachRecord } from "#sandbox/validation/walk.ts";
import { runs } from "#test/support/property-runs.ts";
import { samples } from "./block-samples.ts";
import { lines, modal, plain } from "./cases.ts";

const surfaces = ["message", "modal", "home"] as const;

/** Every object inside the sample blocks, with a way to change just it. */
const places = samples.flatMap(({ type, on, blocks }) =>
  blocks.flatMap((block, index) =>
    eachRecord([block], "/blocks").map(({ value, pointer }) => ({
      name: `${type} ${index} ${pointer}`,
      surface: on[0] ?? "message",
      block,
      value,
      pointer,
    })),
  ),
);

/** A copy of a payload in which one part is another. */
function replaced(payload: unknown, part: unknown, other: unknown): unknown {
  if (payload === part) return other;
  if (Array.isArray(payload)) return payload.map((item: unknown) => replaced(item, part, other));
  if (typeof payload !== "object" || payload === null) return payload;

  const entries = Object.entries(payload).map(([name, value]) => [
    name,
    replaced(value, part, other),
  ]);
  return Object.fromEntries(entries);
}

describe("whatever is sent", () => {
  const json = jsonValue({ maxDepth: 6 });

  it("is answered, not thrown", () => {
    assert(
      property(json, json, (one, other) => {
        const problems = [
          ...validateMessage({ blocks: one, attachments: other }),
          ...surfaces.flatMap((surface) => validateBlocks(one, surface)),
          ...validateView(one),
        ];

        expect(problems.map(validationError)).toHaveLength(problems.length);
        expect(problems.map(explain).every((line) => line !== "")).toBe(true);
      }),
      runs(100),
    );
  });

  it("is answered in place of any part of a valid block", () => {
    assert(
      property(constantFrom(...places), json, ({ block, value, surface }, other) => {
        const blocks = [replaced(block, value, other)];
        const view = modal({ submit: plain("Declare"), blocks });

        const answers = [...validateBlocks(blocks, surface), ...validateView(view)];

        expect(lines(answers).every((line) => line !== "")).toBe(true);
      }),
      runs(100),
    );
  });

  it("is refused with a pointer into what was sent", () => {
    assert(
      property(json, (block) => {
        const pointers = validateBlocks([block], "message").map(({ pointer }) => pointer);

        expect(pointers.every((pointer) => /^\/blocks(\/|$)/.test(pointer))).toBe(true);
      }),
      runs(100),
    );
  });
});

describe("in every object of every block", () => {
  it("an unknown property is refused", () => {
    const silent = places.filter(({ block, value, pointer, surface }) => {
      const blocks = [replaced(block, value, { ...value, zebra: 1 })];
      const line = `invalid additional property: zebra [json-pointer:${pointer}]`;
      return !lines(validateBlocks(blocks, surface)).includes(line);
    });

    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it("null is refused in place of any property", () => {
    const silent = places.flatMap(({ name, block, value, pointer, surface }) =>
      Object.keys(value)
        .filter((field) => {
          const blocks = [replaced(block, value, { ...value, [field]: null })];
          const at = `${pointer}/${field}`;
          return !validateBlocks(blocks, surface).some((problem) => problem.pointer === at);
        })
        .map((field) => `${name}: ${field}`),
    );

    expect(silent).toEqual([]);
  });
});
