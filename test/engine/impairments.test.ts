import { Duration } from "luxon";
import { expect, it } from "vitest";
import type { Part, Trouble } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import { followImpairments } from "#engine/impairment/follow-impairments.ts";
import { createImpairments } from "#engine/impairments.ts";
import { REACH_LANES } from "#engine/reach.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";
import { sendNotices } from "#slack/outgoing/send-notices.ts";
import { openEpisodes } from "#store/impairment/impairments.ts";
import { findWork, finish } from "#store/job/lanes.ts";
import { saveWishes } from "#store/page/contacts.ts";
import { createLogger } from "#telemetry/logger.ts";
import { createMetrics } from "#telemetry/metrics.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";
import { sendTroubles } from "#ways/send-troubles.ts";
import type { TroubleNotice, Way, WaySetting } from "#ways/way.ts";
import { WAYS } from "#ways/ways.ts";

const SILENT: Trouble = {
  words: "Prometheus does not answer",
  consequence: "Nobody knows what is left of error budgets.",
  fix: "Look whether it runs.",
  severity: "degraded",
};
const NO_SLACK: Trouble = {
  words: "Slack does not answer",
  consequence: "Nobody is paged in Slack.",
  fix: "Wait for Slack.",
  severity: "pages-at-risk",
};

/** Two processes on one database. */
function processes(database: TestDatabase, more: Partial<Engine> = {}): readonly [Engine, Engine] {
  const logger = createLogger({ level: "silent" });
  function one(name: string): Engine {
    const impairments = createImpairments({ logger, metrics: createMetrics(), name });
    return { ...createEngine(database), impairments, ...more };
  }
  return [one("a"), one("b")];
}

async function told(database: TestDatabase): Promise<readonly string[]> {
  const notices = await database.kysely.selectFrom("notice").select("place").execute();
  return notices.map(({ place }) => place);
}

function setting(): WaySetting {
  return { configuration: configuration(), secret: () => null };
}

/** Sends what waits to be told; what Slack hears of it is written down. */
async function send(engine: Engine, said: string[]): Promise<void> {
  function noting(what: string) {
    return async ({ channel, text }: { readonly channel: string; readonly text: string }) => {
      said.push(`${what} to ${channel}: ${text}`);
      return { ok: true, channel: "D1", ts: "1.1" };
    };
  }
  const out = {
    engine,
    client: { chat: { postMessage: noting("post"), update: noting("update") } },
    granted: () => false,
    knows: () => true,
    slackIdOf: async () => "U00000EVE",
  } as unknown as Outgoing;
  const options = { owner: "worker", leaseSeconds: 10, classes: ["notice"] };
  const { claim } = await findWork(engine.database, options);
  if (claim === null) throw new Error("There is nothing to be told.");
  const done = await sendNotices(out, claim.jobs, claim);
  await engine.database.transaction((tx) => finish(tx, claim, done));
}

withDatabase("what is wrong with Muster", (open) => {
  it("is told each admin once, whichever process sees it, and shown anew when it is over", async () => {
    const database = await open();
    const [one, other] = processes(database);
    for (const engine of [one, other]) {
      engine.impairments.set("prometheus", SILENT);
      await followImpairments(engine);
    }
    expect(await told(database)).toEqual([]);

    await database.clock.advance(Duration.fromObject({ seconds: 70 }));
    await Promise.all([followImpairments(one), followImpairments(other)]);
    expect(await told(database)).toEqual(["person/eve"]);
    expect(await openEpisodes(database.kysely)).toMatchObject([{ ...SILENT, toldAs: "degraded" }]);

    const said: string[] = [];
    await send(one, said);
    for (const engine of [one, other]) {
      engine.impairments.set("prometheus", null);
      await followImpairments(engine);
    }
    await database.clock.advance(Duration.fromObject({ seconds: 10 }));
    await send(one, said);
    expect(await openEpisodes(database.kysely)).toEqual([]);
    expect(await told(database)).toEqual(["person/eve"]);
    expect(said).toEqual([
      expect.stringMatching(/^post to U00000EVE: \*Muster is impaired; pages go out/),
      expect.stringMatching(/^update to D1: .*\nOver: Prometheus does not answer/),
    ]);
  });

  it("is one message when much goes wrong at once", async () => {
    const database = await open();
    const [engine] = processes(database);
    const sources = new Map(["prod", "staging", "lab"].map((id) => [id, SILENT]));
    engine.impairments.setAll("source-api", sources);
    await followImpairments(engine);
    await database.clock.advance(Duration.fromObject({ seconds: 70 }));
    await followImpairments(engine);

    expect(await told(database)).toEqual(["person/eve"]);
    const { about } = await database.kysely
      .selectFrom("notice")
      .select("about")
      .executeTakeFirstOrThrow();
    expect(about).toMatchObject({
      impairments: [expect.any(Number), expect.any(Number), expect.any(Number)],
    });
  });

  it("reaches an admin by another way when Slack is what fails, and tries the next when one fails", async () => {
    const database = await open();
    const said: string[] = [];
    const all = WAYS.map((way) => telling(way, said));
    const [engine] = processes(database, { ways: () => all });
    await database.transaction((tx) =>
      saveWishes(tx, "eve", {
        contacts: ["voice", "webhook", "mail"].map((way) => {
          return { person: "eve", way, address: `eve by ${way}`, slackId: "U00000EVE" };
        }),
        rules: [],
      }),
    );
    engine.impairments.set("slack-calls", NO_SLACK);
    await followImpairments(engine);
    await database.clock.advance(Duration.fromObject({ seconds: 70 }));
    await followImpairments(engine);

    const options = { owner: "worker", leaseSeconds: 10, classes: REACH_LANES };
    const { claim } = await findWork(database, options);
    if (claim === null) throw new Error("There is nothing to be sent.");
    const signal = new AbortController().signal;
    const outcome = await sendTroubles({ engine, all, setting }, claim.jobs, { ...claim, signal });

    expect(said).toEqual([
      "webhook: Muster is impaired: Slack does not answer",
      "mail: Muster is impaired: Slack does not answer",
    ]);
    expect(outcome).toEqual({ done: claim.jobs.map(({ id }) => id) });
  });
});

withDatabase("another way than Slack", (open) => {
  it.each<readonly [Part, Trouble["severity"], number]>([
    ["slack-calls", "pages-at-risk", 1],
    ["slack-scope", "pages-at-risk", 1],
    ["slack-scope", "degraded", 0],
    ["slack-method", "pages-at-risk", 1],
    ["source-silent", "pages-at-risk", 0],
  ])("is used for trouble with %s, %s: %i", async (part, severity, jobs) => {
    const database = await open();
    const [engine] = processes(database);
    engine.impairments.set(part, { ...NO_SLACK, severity });
    await followImpairments(engine);
    await database.clock.advance(Duration.fromObject({ seconds: 70 }));
    await followImpairments(engine);

    const waiting = await database.kysely.selectFrom("job").select("kind").execute();
    expect(waiting.filter(({ kind }) => kind === "trouble")).toHaveLength(jobs);
  });
});

/** The way as it is, but that it only writes down what it is told, and that a webhook does not take it. */
function telling(way: Way, said: string[]): Way {
  if (way.kind === "voice") return { ...way, connect: () => ({ send: noPage }) };
  async function tell(_: string, { headline }: TroubleNotice) {
    said.push(`${way.kind}: ${headline}`);
    if (way.kind !== "webhook") return { kind: "sent", reference: null } as const;
    return { kind: "failed", reason: "the webhook answered 500", again: true } as const;
  }
  return { ...way, connect: () => ({ send: noPage, tell }) };
}

function noPage(): Promise<never> {
  return Promise.reject(new Error("nobody is paged here"));
}
