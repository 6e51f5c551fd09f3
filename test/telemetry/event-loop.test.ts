import { expect, it, onTestFinished } from "vitest";
import { watchStalls } from "#app/watch-stalls.ts";
import { createImpairments } from "#engine/impairments.ts";
import { type Stall, stallsAfter } from "#telemetry/event-loop.ts";
import { createLogger } from "#telemetry/logger.ts";
import { createMetrics } from "#telemetry/metrics.ts";
import { startHookServer } from "#test/support/hook-server.ts";

const LONG = { at: 1000, ms: 5000 };
const SHORT = { at: 10_000, ms: 2500 };

it(
  "says at /livez, by a metric and as an impairment that the event loop stood still",
  { tags: ["F31"] },
  async () => {
    const metrics = createMetrics();
    const impairments = createImpairments({ logger: createLogger({ level: "silent" }), metrics });
    const watch = watchStalls({ metrics, impairments });
    onTestFinished(watch.stop);
    const { url } = await startHookServer({ longestStall: watch.longestStall });

    expect((await fetch(`${url}/livez`)).status).toBe(200);
    standStill(2600);
    const answer = await fetch(`${url}/livez`);

    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ status: "stood still", seconds: expect.any(Number) });
    await expect.poll(() => impairments.current()).toMatchObject([{ part: "event-loop" }]);
    const { text } = await metrics.render();
    expect(text).toMatch(/^muster_stall_seconds_total [2-9]/m);
  },
);

it.each<readonly [string, readonly Stall[], Stall, readonly number[]]>([
  ["a short one beside the longer one before it", [LONG], { at: 10_000, ms: 2500 }, [5000, 2500]],
  ["the short one when the longer one is past", [LONG, SHORT], { at: 20_000, ms: 3 }, [2500]],
  ["nothing after a quarter of a minute", [LONG, SHORT], { at: 26_000, ms: 3 }, []],
])("remembers %s", (_, stalls, beat, remembered) => {
  expect(stallsAfter(stalls, beat, 2000).map(({ ms }) => ms)).toEqual(remembered);
});

/** Not a single turn of the event loop, and no work for the processor either. */
function standStill(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
