import { describe, expect, it } from "vitest";
import { withTimes } from "#slack/flows/wish/typed-times.ts";
import { emptyWish, type Wish, type WishKind } from "#slack/flows/wish/wish.ts";

const HOUR = 3_600_000;
/** A Monday at nine. */
const NOW = Date.UTC(2026, 0, 5, 9);

describe("the times that somebody types", () => {
  it.each<[WishKind, string, Partial<Record<"start" | "end" | "want", number>>]>([
    ["take", "until 18:00", { end: 9 }],
    ["take", "18:00", { end: 9 }],
    ["take", "for 2h", { end: 2 }],
    ["take", "from 18:00", { start: 9 }],
    ["take", "at 18:00", { start: 9 }],
    ["take", "in 2h", { start: 2 }],
    ["take", "from 18:00 to 20:00", { start: 9, end: 11 }],
    ["override", "18:00", { start: 9 }],
    ["cover", "18:00", { start: 9 }],
    ["swap", "18:00 for tomorrow 9:00", { start: 9, want: 24 }],
    ["swap", "tomorrow 9:00", { start: 24 }],
    ["swap", "", {}],
  ])("for a %s, `%s`, are its start or its end", (kind, typed, expected) => {
    const { start, end, want } = read(kind, typed);
    const given = Object.entries({ start, end, want }).filter(([, at]) => at !== null);

    expect(given.map(([name, at]) => [name, ((at ?? 0) - NOW) / HOUR])).toEqual(
      Object.entries(expected),
    );
  });

  it("leave the words after them for a reason, as they were typed", () => {
    expect(read("override", "until 18:00 R&amp;D day")).toMatchObject({ note: "R&D day" });
    expect(read("cover", "wedding")).toMatchObject({ start: null, note: "wedding" });
  });

  it("are asked for again when they cannot be read", () => {
    for (const [kind, typed] of [
      ["override", "someday"],
      ["cover", "18h"],
      ["swap", "tomorrow for someday"],
    ] as const) {
      expect(withTimes(emptyWish(kind), typed, { now: NOW, zone: "UTC" }).kind).toBe("told");
    }
  });
});

function read(kind: WishKind, typed: string): Wish {
  const found = withTimes(emptyWish(kind), typed, { now: NOW, zone: "UTC" });
  if (found.kind === "told") throw new Error(found.answer.text);
  return found.wish;
}
