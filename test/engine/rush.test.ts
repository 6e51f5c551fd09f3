import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createRush } from "#engine/job/rush.ts";

const LONG_MS = 600_000;

/** A rush that goes on until it is ended. */
function lasting(longest = LONG_MS) {
  const rush = createRush(longest);
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = rush.during(() => promise);
  return {
    over: rush.over,
    end: async () => {
      resolve();
      await done;
    },
  };
}

describe("a rush", () => {
  const never = new AbortController().signal;

  it("is over where there is none", async () => {
    await expect(createRush(LONG_MS).over(never)).resolves.toBeUndefined();
  });

  it("is waited for until it ends, also when it fails", async () => {
    const { over, end } = lasting();
    let isOver = false;
    const waiting = over(never).then(() => (isOver = true));
    await nextTurn();
    expect(isOver).toBe(false);
    await end();
    await waiting;

    const rush = createRush(LONG_MS);
    const failed = rush.during(() => Promise.reject(new Error("no database")));
    await expect(failed).rejects.toThrow("no database");
    await rush.over(never);
  });

  it("is waited for no longer than that", async () => {
    const { over, end } = lasting(1);
    await over(never);
    await expect(over(never)).resolves.toBeUndefined();
    await end();
  });

  it("is not waited for by who is told to stop", async () => {
    const { over, end } = lasting();
    const stopping = new AbortController();
    const waiting = over(stopping.signal);
    stopping.abort();
    await waiting;
    await expect(over(stopping.signal)).resolves.toBeUndefined();
    await end();
  });
});
