import { webApi } from "@slack/bolt";
import { expect, it, onTestFinished } from "vitest";
import { startSlackWorkers } from "#app/workers.ts";
import { createRush } from "#engine/job/rush.ts";
import { connect } from "#slack/outgoing/connect.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { send } from "#test/support/outbox.ts";
import { soon, waitingJobs } from "#test/support/worker.ts";

/** None of its jobs says anything to Slack. */
function outgoing(database: TestDatabase): Outgoing {
  return connect(createEngine(database), new webApi.WebClient(), {
    botUser: "U00000BOT",
    granted: () => false,
    knows: () => false,
    slackIdOf: async () => null,
    tellUnreadable: () => undefined,
  });
}

withDatabase("in a rush", (open) => {
  it("nothing is shown, but Slack is asked whether it rings", async () => {
    const database = await open();
    const { promise, resolve } = Promise.withResolvers<void>();
    const rush = createRush(600_000);
    const rushing = rush.during(() => promise);
    const out = outgoing(database);
    const workers = startSlackWorkers({ pages: out, rest: out, rush });
    onTestFinished(async () => {
      await Promise.all(workers.map(({ stop }) => stop()));
    });

    await send(
      database,
      { lane: "announce:1", kind: "announce", payload: { incident: 1 } },
      { lane: "ring:ann", kind: "ring", payload: { page: 1 } },
    );

    await expect.poll(() => kinds(database), soon).toEqual(["announce"]);
    resolve();
    await rushing;
    await expect.poll(() => waitingJobs(database), soon).toEqual([]);
  });
});

async function kinds({ kysely }: TestDatabase): Promise<readonly string[]> {
  const rows = await kysely.selectFrom("job").select("kind").execute();
  return rows.map(({ kind }) => kind);
}
