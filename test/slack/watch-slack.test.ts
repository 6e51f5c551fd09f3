import { describe, expect, it } from "vitest";
import { fromNowOn, lookAtSlack } from "#app/watch-slack.ts";
import { createImpairments } from "#engine/impairments.ts";
import { createCallWatch } from "#slack/connection/call-watch.ts";
import { createLogger } from "#telemetry/logger.ts";
import { createMetrics } from "#telemetry/metrics.ts";

describe("a connection through which presses come", () => {
  it(
    "is called impaired once it has been down for a minute, until it stands again",
    { tags: ["F25"] },
    () => {
      const log: string[] = [];
      const logger = createLogger({
        level: "info",
        destination: { write: (line) => log.push(line) },
      });
      const impairments = createImpairments({ logger, metrics: createMetrics() });
      const seen = [0, 59_000, 61_000, 120_000, 0].map((down) => {
        lookAtSlack({ impairments }, { calls: createCallWatch(), downForMs: () => down });
        return impairments.current().map(({ part }) => part);
      });

      expect(seen).toEqual([[], [], ["slack-socket"], ["slack-socket"], []]);
      expect(log).toEqual([
        expect.stringContaining('"part":"slack-socket"'),
        expect.stringContaining("no longer impaired"),
      ]);
    },
  );

  it("is called impaired too when it has never stood", { tags: ["F25"] }, () => {
    let now = 5000;
    const logger = createLogger({ level: "silent" });
    const impairments = createImpairments({ logger, metrics: createMetrics() });
    const downForMs = fromNowOn(
      () => Infinity,
      () => now,
    );
    const seen = [59_000, 2000].map((passed) => {
      now += passed;
      lookAtSlack({ impairments }, { calls: createCallWatch(), downForMs });
      return impairments.current().map(({ part }) => part);
    });

    expect(seen).toEqual([[], ["slack-socket"]]);
  });
});

it("says that Slack does not answer once no call was answered for a while, until one is", () => {
  let now = 0;
  const calls = createCallWatch(() => now);
  const logger = createLogger({ level: "silent" });
  const impairments = createImpairments({ logger, metrics: createMetrics() });
  function partsAfter(ms: number, answered: boolean): readonly string[] {
    now += ms;
    calls.note(answered);
    lookAtSlack({ impairments }, { calls, downForMs: () => 0 });
    return impairments.current().map(({ part }) => part);
  }

  expect(partsAfter(0, true)).toEqual([]);
  expect(partsAfter(5000, false)).toEqual([]);
  expect(partsAfter(10_000, false)).toEqual([]);
  expect(partsAfter(15_000, false)).toEqual(["slack-calls"]);
  expect(partsAfter(5000, true)).toEqual([]);
  expect(partsAfter(60_000, false)).toEqual([]);
});
