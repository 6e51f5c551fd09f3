import { expect, it, onTestFinished } from "vitest";
import { watchEventLoop } from "#telemetry/event-loop.ts";
import { startHookServer } from "#test/support/hook-server.ts";

it("says at /livez that the event loop stood still", { tags: ["F31"] }, async () => {
  const stalls: number[] = [];
  const watch = watchEventLoop({
    stallMs: 300,
    onStall: (seconds) => stalls.push(seconds),
    onWell: () => undefined,
  });
  onTestFinished(watch.stop);
  const { url } = await startHookServer({ longestStall: watch.longestStall });

  expect((await fetch(`${url}/livez`)).status).toBe(200);
  standStill(700);
  const answer = await fetch(`${url}/livez`);

  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ status: "stood still", seconds: expect.any(Number) });
  await expect.poll(() => stalls.length).toBe(1);
  expect(stalls[0]).toBeGreaterThan(0.3);
});

/** Not a single turn of the event loop, and no work for the processor either. */
function standStill(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
