import { webApi } from "@slack/bolt";
import { DateTime } from "luxon";
import { expect, it } from "vitest";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";
import { sendPages } from "#slack/outgoing/send-pages.ts";
import type { Transaction } from "#store/database/database.ts";
import { type Claim } from "#store/job/lanes.ts";
import { readPages } from "#store/page/pages.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { type TestDatabase, withDatabases } from "#test/support/database.ts";
import { createEngine, deliver } from "#test/support/engine.ts";
import { take } from "#test/support/outbox.ts";

const NOW = DateTime.utc();
const CONTEXT = { now: NOW, signal: new AbortController().signal };

withDatabases("a worker that stalls while it sends the first of two pages", (open) => {
  it("does not send the second when somebody has acknowledged meanwhile", async () => {
    const { engine, held } = await twoPages(await open());
    const sent: string[] = [];
    const out = outgoing(engine, async (text) => {
      sent.push(text);
      await acknowledgeAll(engine);
    });

    await sendPages(out, held.jobs, { now: NOW, signal: new AbortController().signal });

    expect(sent).toHaveLength(1);
  });

  it("does not send the second when another worker has sent it meanwhile", async () => {
    const { engine, held } = await twoPages(await open());
    const sent: string[] = [];
    const context = { now: NOW, signal: new AbortController().signal };
    const other = outgoing(engine, async (text) => void sent.push(text));
    const stalled = outgoing(engine, async (text) => {
      sent.push(text);
      await sendPages(other, held.jobs.slice(1), context);
    });

    await sendPages(stalled, held.jobs, context);

    expect(sent).toHaveLength(2);
    expect(await states(engine)).toEqual(["sent", "sent"]);
  });

  it("does not send the second when it has lost the lane", async () => {
    const { engine, held } = await twoPages(await open());
    const sent: string[] = [];
    const lost = new AbortController();
    const out = outgoing(engine, async (text) => {
      sent.push(text);
      lost.abort(new Error("the lane is somebody else's"));
    });

    const sending = sendPages(out, held.jobs, { now: NOW, signal: lost.signal });

    await expect(sending).rejects.toThrow("the lane is somebody else's");
    expect(sent).toHaveLength(1);
    expect(await states(engine)).toEqual(["sent", "pending"]);
  });
});

withDatabases("a digest that was posted, and half of it not on record", (open) => {
  it("is on record afterwards, and is not posted again", async () => {
    const { engine, jobs, sent, post } = await halfOnRecord(await open());

    await sendPages(outgoing(engine, post), jobs, CONTEXT);

    expect(sent).toHaveLength(1);
    expect(new Set(await states(engine))).toEqual(new Set(["sent"]));
  });

  it("is posted anew when somebody has deleted it meanwhile", async () => {
    const { engine, jobs, sent, post } = await halfOnRecord(await open());

    const changing = sendPages(outgoing(engine, post, refuseUpdate), jobs, CONTEXT);
    await expect(changing).rejects.toThrow("deleted in Slack");
    await sendPages(outgoing(engine, post), jobs, CONTEXT);

    expect(sent).toHaveLength(2);
    expect(new Set(await states(engine))).toEqual(new Set(["sent"]));
  });
});

type HalfOnRecord = Pick<Claim, "jobs"> & {
  readonly engine: Engine;
  /** What was posted, by now and later. */
  readonly sent: readonly string[];
  readonly post: (text: string) => Promise<void>;
};

/** The program ended when it had posted the digest. */
async function halfOnRecord(database: TestDatabase): Promise<HalfOnRecord> {
  const engine = createEngine(database);
  const alerts = Array.from({ length: 30 }, (_, nth) => ({
    alertname: `Shard${nth}`,
    fingerprint: `shard-${nth}`,
  }));
  await deliver(engine, "prod", alertsFromTest(...alerts));
  const { jobs } = await take(database);
  const sent: string[] = [];
  async function post(text: string): Promise<void> {
    sent.push(text);
  }

  const sending = sendPages(outgoing(endingAt(3, engine), post), jobs, CONTEXT);

  await expect(sending).rejects.toThrow("killed");
  expect(sent).toHaveLength(1);
  expect(new Set(await states(engine))).toEqual(new Set(["sent", "pending"]));
  return { engine, jobs, sent, post };
}

async function refuseUpdate(): Promise<never> {
  throw new webApi.WebAPIPlatformError({ ok: false, error: "message_not_found" });
}

/** The nth transaction is the end of the program. */
function endingAt(nth: number, engine: Engine): Engine {
  const { database } = engine;
  let count = 0;
  async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    count += 1;
    if (count >= nth) throw new Error("killed");
    return await database.transaction(work);
  }
  return { ...engine, database: { ...database, kysely: database.kysely, transaction } };
}

async function twoPages(database: TestDatabase): Promise<{ engine: Engine; held: Claim }> {
  const engine = createEngine(database);
  for (const alertname of ["DiskFull", "HighLatency"]) {
    await deliver(engine, "prod", alertsFromTest({ alertname, fingerprint: alertname }));
  }
  return { engine, held: await take(database) };
}

/** A way to Slack on which messages are posted and changed. */
function outgoing(
  engine: Engine,
  onPost: (text: string) => Promise<void>,
  update: () => Promise<object> = async () => ({ ok: true }),
): Outgoing {
  let posted = 0;
  async function postMessage({ text }: { text: string }): Promise<object> {
    posted += 1;
    await onPost(text);
    return { ok: true, channel: "D0000000ANN", ts: `${posted}.0` };
  }
  return {
    engine,
    client: { chat: { postMessage, update } },
    slackIdOf: async () => "U00000ANN",
    granted: () => false,
    nameOf: (person: string) => person,
  } as unknown as Outgoing;
}

async function acknowledgeAll(engine: Engine): Promise<void> {
  const rows = await engine.database.kysely.selectFrom("page").select("id").execute();
  const ids = rows.map(({ id }) => id);
  for (const { incident } of await readPages(engine.database.kysely, ids)) {
    const by = { kind: "person", slackId: "U00000ANN", name: "Ann", person: "ann" } as const;
    await changeIncident(engine, incident, () => ({ kind: "acknowledge", by }));
  }
}

async function states(engine: Engine): Promise<readonly string[]> {
  const { kysely } = engine.database;
  const rows = await kysely.selectFrom("page").select("state").orderBy("id").execute();
  return rows.map(({ state }) => state);
}
