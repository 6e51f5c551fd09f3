import { setTimeout as wait } from "node:timers/promises";
import * as fc from "fast-check";
import { expect, it, type TestContext } from "vitest";
import { withPostgres } from "#test/support/database.ts";
import type { Replica } from "#test/support/replica.ts";
import { type Fed, feed } from "./feed.ts";
import { publish, type Scene, setScene, settledEvidence } from "./scene.ts";

const KILLS = 100;
const MINUTES = 60_000;
const LONG = { timeout: 90 * MINUTES };
const PEOPLE = ["U00000ANN", "U00000BOB"];
/** New incidents each have a card and a channel of their own: at most fifty at once. */
const SLACK = { channelsPerMinute: 6000, stormAbove: 50 };
const LONGEST_LIFE_PERCENT = 60;

/** Starts and kills it again and again, each time at another moment, in percent of what its start took. */
async function startAndKill(
  replica: Replica,
  lives: readonly number[],
  onKill: () => Promise<unknown>,
): Promise<void> {
  for (const life of lives) {
    const launched = performance.now();
    await replica.start();
    await wait(((performance.now() - launched) * life) / 100);
    await replica.end("SIGKILL");
    await onKill();
  }
}

async function killAll(scene: Scene, annotate: TestContext["annotate"]): Promise<Fed> {
  const storm = feed(scene.hook, { newGroupEveryMs: 6000, repeatEveryMs: 2000 });
  let kills = 0;
  async function onKill(): Promise<void> {
    kills += 1;
    if (kills % 5 === 0) await annotate(`${kills} kills, ${storm.groups()} groups`, "progress");
  }
  const life = fc.integer({ min: 5, max: LONGEST_LIFE_PERCENT });
  await Promise.all(
    scene.replicas.map((replica) =>
      startAndKill(replica, fc.sample(life, KILLS / scene.replicas.length), onKill),
    ),
  );
  await Promise.all(scene.replicas.map((replica) => replica.start()));
  return storm.end();
}

withPostgres("a storm of alerts", (open) => {
  it("loses and doubles nothing in a hundred kills of two replicas", LONG, async ({ annotate }) => {
    const scene = await setScene(await open(), { slack: SLACK });
    // What was done and not yet answered is what a kill leaves unclear.
    await scene.slack.act("faults", {
      kind: "late",
      method: "chat.postMessage",
      delay: 200,
      count: 10_000,
    });

    const fed = await killAll(scene, annotate);
    const expected = { groups: fed.groups, people: PEOPLE };
    const evidence = await settledEvidence(scene, expected, 5 * MINUTES);

    const lines = [
      `kills (SIGKILL): ${KILLS}`,
      `alerts sent, again until they were taken: ${fed.alertsSent}`,
    ];
    await publish(annotate, lines, evidence);
    const { lost, doubled, outOfOrder } = evidence;
    expect({ lost, doubled, outOfOrder }).toEqual({ lost: [], doubled: [], outOfOrder: [] });
  });
});
