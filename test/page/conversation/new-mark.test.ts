import { describe, expect, it } from "vitest";
import { markAfter, type NewMark } from "#sandbox/page/conversation/new-mark.ts";

type Look = Parameters<typeof markAfter>[1];

function marksOf(...looks: readonly Look[]): string | undefined {
  return looks.reduce<NewMark | null>(markAfter, null)?.mark;
}

describe("where New stands", () => {
  it("is where reading stopped when the conversation was opened", () => {
    expect(
      marksOf(
        { read: "1", newest: "5", isSeen: true },
        { read: "5", newest: "5", isSeen: true },
        { read: "5", newest: "6", isSeen: true },
      ),
    ).toBe("1");
  });

  it("is nowhere on a first visit", () => {
    expect(marksOf({ read: undefined, newest: "5", isSeen: true })).toBe("5");
  });

  it("is nowhere for what comes while the person looks on", () => {
    expect(
      marksOf(
        { read: "5", newest: "5", isSeen: true },
        { read: "5", newest: "6", isSeen: true },
        { read: "6", newest: "6", isSeen: true },
      ),
    ).toBe("6");
  });

  it("is before what comes while the person looks elsewhere", () => {
    expect(
      marksOf(
        { read: "5", newest: "5", isSeen: true },
        { read: "5", newest: "6", isSeen: false },
        { read: "6", newest: "6", isSeen: true },
      ),
    ).toBe("5");
  });

  it("goes back when something is marked unread", () => {
    expect(
      marksOf({ read: "5", newest: "5", isSeen: true }, { read: "3", newest: "5", isSeen: true }),
    ).toBe("3");
  });
});
