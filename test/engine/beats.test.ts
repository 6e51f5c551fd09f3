import { setInterval } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { beats } from "#engine/timer/beats.ts";

const BEAT_MS = 20;

describe("beats", () => {
  it("do not make up for those that were missed", async () => {
    const beating = beats(BEAT_MS, new AbortController().signal);
    await beating.next();
    let missed = 0;
    for await (const _ of setInterval(BEAT_MS)) if ((missed += 1) === 10) break;

    const before = performance.now();
    for (let beat = 0; beat < 3; beat += 1) await beating.next();

    // A timer may come a little early, never a whole beat.
    expect(performance.now() - before).toBeGreaterThan(2 * BEAT_MS);
  });

  it("end with the signal", async () => {
    const leaving = new AbortController();
    const beating = beats(BEAT_MS, leaving.signal);
    const next = beating.next();
    leaving.abort();

    await expect(next).rejects.toThrow("aborted");
  });
});
