import { expect, it } from "vitest";
import { announce } from "#slack/outgoing/announce.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";
import { sendPages } from "#slack/outgoing/send-pages.ts";
import { showPages } from "#slack/outgoing/show-pages.ts";
import { finish, type Claim } from "#store/job/lanes.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { type TestDatabase, withDatabases } from "#test/support/database.ts";
import { createEngine, deliver } from "#test/support/engine.ts";
import { take } from "#test/support/outbox.ts";

const SIGNAL = new AbortController().signal;

withDatabases("a digest of pages", (open) => {
  it("is looked at once and in one lane for all incidents that changed, then rests a second", async () => {
    const database = await open();
    const posted: string[] = [];
    const out = outgoing(database, posted);
    for (const alertname of ["A", "B", "C", "D", "E", "F", "G"]) {
      await deliver(out.engine, "prod", alertsFromTest({ alertname, fingerprint: alertname }));
    }
    const pages = await take(database, { limit: 500 });
    await sendPages(out, pages.jobs, { now: pages.now, signal: SIGNAL });
    expect(posted).toEqual([expect.stringMatching(/^7 incidents need you/)]);

    for (let incident = 1; incident <= 7; incident += 1) {
      const held = await take(database, { classes: ["announce"] });
      await end(database, held, await announce(out, held.jobs));
    }
    const held = await take(database, { classes: ["dm"] });
    const outcome = await showPages(out, held.jobs, { now: held.now });
    await end(database, held, outcome);

    expect(held).toMatchObject({ lane: "dm:message/1", jobs: [{ payload: { message: 1 } }] });
    expect(outcome.pauseUntil).toEqual(held.now.plus({ seconds: 1 }));
    await expect(take(database, { classes: ["dm"] })).rejects.toThrow("nothing to claim");
  });
});

async function end(database: TestDatabase, held: Claim, outcome: object): Promise<void> {
  await database.transaction((tx) => finish(tx, held, { done: [], ...outcome }));
}

/** A way to Slack that takes every message. */
function outgoing(database: TestDatabase, posted: string[]): Outgoing {
  const channel = "D0000000ANN";
  async function postMessage({ text }: { text: string }): Promise<object> {
    posted.push(text);
    return { ok: true, channel, ts: "1.0" };
  }
  async function update(): Promise<object> {
    return { ok: true, channel, ts: "1.0" };
  }
  return {
    engine: createEngine(database),
    client: { chat: { postMessage, update } },
    slackIdOf: async () => "U00000ANN",
    granted: () => false,
    nameOf: (person: string) => person,
  } as unknown as Outgoing;
}
