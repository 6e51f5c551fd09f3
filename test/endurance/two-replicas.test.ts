import { setTimeout as wait } from "node:timers/promises";
import { expect, it, type TestContext } from "vitest";
import { withPostgres } from "#test/support/database.ts";
import { type Fed, feed } from "./feed.ts";
import { publish, type Scene, setScene, settledEvidence } from "./scene.ts";

const KILLS = 20;
const KILL_EVERY_MS = 30_000;
const TROUBLE_EVERY_MS = 10_000;
const MINUTES = 60_000;
const LONG = { timeout: 90 * MINUTES };

/** Two people are called at once, and a third when nobody has answered for a minute. */
const PEOPLE = ["U00000ANN", "U00000BOB", "U00000EVE"];
const POLICIES = {
  checkout: {
    levels: [
      { notify: [{ person: "ann" }, { person: "bob" }], delay: "PT1M" },
      { notify: [{ person: "eve" }], delay: "PT1H" },
    ],
    repeat: { times: 0 },
  },
};

/** What Slack does meanwhile, one after the other, again and again. */
const TROUBLES = [
  { kind: "500", method: "chat.postMessage", count: 3 },
  { kind: "429", method: "chat.postMessage", count: 2, retry_after: 3 },
  { kind: "drop", method: "chat.postMessage", count: 2 },
  { kind: "late", method: "chat.postMessage", count: 20, delay: 500 },
  { kind: "disconnect", count: 1 },
  { kind: "hang", method: "chat.postMessage", count: 1 },
  { kind: "500", method: "conversations.create", count: 2 },
  { kind: "drop", method: "chat.update", count: 2 },
] as const;

async function makeTrouble({ slack }: Scene, signal: AbortSignal): Promise<number> {
  let made = 0;
  while (!signal.aborted) {
    const trouble = TROUBLES[made % TROUBLES.length] ?? TROUBLES[0];
    await slack.act("faults", trouble);
    made += 1;
    await wait(TROUBLE_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return made;
}

/** One of both is killed every half minute, and comes back at once. */
async function killInTurn(scene: Scene, onKill: (kills: number) => Promise<void>): Promise<void> {
  for (let kills = 1; kills <= KILLS; kills += 1) {
    await wait(KILL_EVERY_MS);
    const replica = scene.replicas[kills % scene.replicas.length];
    await replica?.end("SIGKILL");
    await onKill(kills);
    await replica?.start();
  }
}

async function killUnderLoad(
  scene: Scene,
  annotate: TestContext["annotate"],
): Promise<Fed & { readonly troubles: number }> {
  await Promise.all(scene.replicas.map((replica) => replica.start()));
  const storm = feed(scene.hook, { newGroupEveryMs: 3000, repeatEveryMs: 500 });
  const enough = new AbortController();
  const trouble = makeTrouble(scene, enough.signal);
  await killInTurn(scene, async (kills) => {
    await annotate(`${kills} of ${KILLS} kills, ${storm.groups()} groups`, "progress");
  });
  enough.abort();
  return { ...(await storm.end()), troubles: await trouble };
}

withPostgres("two replicas behind one address", (open) => {
  it(
    "lose and double nothing in ten minutes under load, one killed every thirty seconds",
    LONG,
    async ({ annotate }) => {
      const scene = await setScene(await open(), { policies: POLICIES });

      const fed = await killUnderLoad(scene, annotate);
      const expected = { groups: fed.groups, people: PEOPLE };
      const evidence = await settledEvidence(scene, expected, 6 * MINUTES);

      const lines = [
        `kills (SIGKILL): ${KILLS}`,
        `faults of Slack: ${fed.troubles}`,
        `alerts sent, again until they were taken: ${fed.alertsSent}`,
      ];
      await publish(annotate, lines, evidence);
      const { lost, doubled, outOfOrder } = evidence;
      expect({ lost, doubled, outOfOrder }).toEqual({ lost: [], doubled: [], outOfOrder: [] });
    },
  );
});
