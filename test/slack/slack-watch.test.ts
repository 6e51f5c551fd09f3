import { expect, it } from "vitest";
import { lookAtSlack } from "#app/watch-slack.ts";
import { createImpairments } from "#engine/impairments.ts";
import { createCallWatch } from "#slack/connection/call-watch.ts";
import { createLogger } from "#telemetry/logger.ts";
import { createMetrics } from "#telemetry/metrics.ts";

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

it.each([
  ["is not connected for the first time yet", Infinity, []],
  ["lost its connection a moment ago", 59_000, []],
  ["has had no connection for a minute", 61_000, ["slack-socket"]],
])("says of a process that %s: %j %j", (_, down, parts) => {
  const logger = createLogger({ level: "silent" });
  const impairments = createImpairments({ logger, metrics: createMetrics() });

  lookAtSlack({ impairments }, { calls: createCallWatch(), downForMs: () => down });

  expect(impairments.current().map(({ part }) => part)).toEqual(parts);
});
