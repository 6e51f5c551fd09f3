import { describe, expect, it } from "vitest";
import { validateBlocks } from "#sandbox/validation/validate.ts";
import { samples } from "./block-samples.ts";
import { lines, toldOf } from "./cases.ts";

const surfaces = ["message", "modal", "home"] as const;

const places = samples.flatMap(({ type, on, blocks }) =>
  surfaces.map((surface) => ({ type, surface, blocks, taken: on.includes(surface) })),
);

describe("each block", () => {
  it.each(places.filter(({ taken }) => taken))(
    "$type is taken in a $surface with all its properties",
    ({ surface, blocks }) => {
      expect(blocks.flatMap((block) => lines(validateBlocks([block], surface)))).toEqual([]);
    },
  );

  it.each(places.filter(({ taken }) => !taken))(
    "$type is refused in a $surface",
    ({ type, surface, blocks }) => {
      const answers = new Set(blocks.flatMap((block) => toldOf(block, surface)));

      expect(answers).toEqual(new Set([`unsupported type: ${type} @/type`]));
    },
  );
});

describe("a list of blocks", () => {
  it.each([
    ["message", 50],
    ["modal", 100],
    ["home", 100],
  ] as const)("for a %s has at most %i blocks", (surface, most) => {
    const full = Array.from({ length: most }, () => ({ type: "divider" }));

    expect(validateBlocks(full, surface)).toEqual([]);
    expect(lines(validateBlocks([...full, { type: "divider" }], surface))).toEqual([
      `no more than ${most} items allowed [json-pointer:/blocks]`,
    ]);
  });

  it("for a Home tab has each action_id once", () => {
    const ask = {
      type: "actions",
      elements: [{ type: "users_select", action_id: "who" }],
    };

    expect(lines(validateBlocks([ask, ask], "home"))).toEqual([
      '`action_id` "who" already exists [json-pointer:/blocks/1/elements/0/action_id]',
    ]);
  });
});
