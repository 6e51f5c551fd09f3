import { describe, expect, it } from "vitest";
import {
  around,
  earlier,
  isAtStart,
  later,
  MOST,
  NEWEST,
  PAGE,
  shownIn,
  STEP,
} from "#sandbox/page/conversation/span.ts";
import { message } from "#test/page/frame/samples.ts";

function many(count: number, from = 0) {
  return Array.from({ length: count }, (_, index) => message(`${100_000 + from + index}.000000`));
}

const all = many(1000);

describe("the part of a conversation that is drawn", () => {
  it("is the newest page at first, and goes along with what comes", () => {
    expect(shownIn(all, NEWEST)).toEqual(all.slice(-PAGE));
    const more = [...all, ...many(3, 1000)];
    expect(shownIn(more, NEWEST).at(-1)).toBe(more.at(-1));
  });

  it("grows upwards without losing the newest", () => {
    const shown = shownIn(all, earlier(all, NEWEST));
    expect(shown).toEqual(all.slice(-PAGE - STEP));
  });

  it("gives up the far end when it has grown too large", () => {
    let span = NEWEST;
    for (let step = 0; step < 10; step += 1) span = earlier(all, span);
    const shown = shownIn(all, span);
    expect(shown).toHaveLength(MOST);
    expect(shown[0]).toBe(all[1000 - PAGE - 10 * STEP]);
  });

  it("comes down to the newest again", () => {
    let span = around(all, all[500]?.ts ?? "");
    for (let step = 0; step < 20 && span !== null; step += 1) span = later(all, span);
    expect(span?.to).toBeNull();
    expect(shownIn(all, span ?? NEWEST)).toEqual(all.slice(-MOST));
  });

  it("has a message that was asked for in its middle", () => {
    const span = around(all, all[500]?.ts ?? "");
    const shown = shownIn(all, span ?? NEWEST);
    expect(shown.indexOf(all[500] ?? message("0"))).toBe(PAGE / 2);
    expect(around(all, "1.0")).toBeNull();
  });

  it("keeps its ends when older messages are put before", () => {
    const known = all.slice(500);
    const span = around(known, known[10]?.ts ?? "") ?? NEWEST;
    expect(shownIn(all, span)).toEqual(shownIn(known, span));
    expect(isAtStart(known, span)).toBe(true);
    expect(isAtStart(all, span)).toBe(false);
  });
});
