import { type TestAlert, webhookOf } from "#test/support/alerts.ts";
import { stormConfiguration } from "#test/support/storm.ts";
import { startBareServer } from "./support/bare-process.ts";
import { benchmark } from "./support/benchmark.ts";
import {
  type DurablePostgres,
  startDurablePostgres,
  untilWorkedOff,
} from "./support/durable-postgres.ts";
import { median } from "./support/figure.ts";
import { type Load, load, type LoadOrder } from "./support/load.ts";
import { HOOK_HEADERS, startMusterProcess } from "./support/muster-process.ts";
import { takeTurns, takeWarmTurns, type Turns } from "./support/rounds.ts";

const ROUNDS = 12;
const SECONDS = 1;
/**
 * A round's slowest hundredth is mostly one pause, long in some rounds and short in others; so there are many. The bare
 * server has few pauses.
 */
const ANSWERS = { rounds: 60, seconds: 3, bareSeconds: 1 };
/** Where other machines have a hundredth of the processors' time, it is their hundredth that is measured. */
const MOST_STOLEN = 0.01;
/** One connection commits in these so often that it need not take longer; pgbench takes whole seconds. */
const PGBENCH_SECONDS = 1;
const MANY = 32;
/** So many groups take turns, as in a storm whose alerts are repeated. */
const GROUPS = 50;

const BODIES = Array.from({ length: GROUPS }, (_, group) =>
  JSON.stringify(webhookOf(alertsOf(group), `{}:{shard="s${group}"}`)),
);

/** In a second. */
type Rates = { readonly taken: number; readonly done: number };

benchmark(
  "Durable ingest",
  `Webhooks of three alerts (${Buffer.byteLength(BODIES[0] ?? "")} bytes) over ${MANY} connections that are open already, from a thread that does nothing else, for ${SECONDS} s a round, of which there are ${ROUNDS}; a 200 means that a commit was synced to the disk, and the round ends when no delivery and no job waits any more. Beside it, in turns: pgbench, which for ${PGBENCH_SECONDS} second commits rows of the same size from as many connections, prepared; and the least that can keep a webhook, an HTTP server of twenty lines that commits the body as one row. Then the rate is fixed at half of the median that Muster took and worked off, for ${ANSWERS.seconds} s in each of ${ANSWERS.rounds} rounds, and for ${ANSWERS.bareSeconds} s from that server, of those in which other machines had less than ${MOST_STOLEN * 100} % of the processors' time, or else of the calmest, and what counts is the median of the rounds' 99th percentiles; beside it, one commit of pgbench. PostgreSQL with fsync, and with files of its log that it can use again, as one has that has run for a while; everything on one machine.`,
  async (report) => {
    const scene = await setScene();
    const [ours = [], pgbench = [], plain = []] = await takeRates(scene);
    const inserts = { name: "pgbench, 32 connections", runs: takenIn(pgbench) };
    await report({
      what: "webhooks taken",
      unit: "per second",
      runs: takenIn(ours),
      against: [
        { ...inserts, goal: { kind: "at least", ratio: 0.45 } },
        { name: "bare HTTP server", runs: takenIn(plain) },
      ],
    });
    const done = ours.map((rates) => rates.done);
    await report({
      what: "webhooks taken and worked off",
      unit: "per second",
      runs: done,
      against: [inserts],
    });

    const [answers = [], commits = [], plainAnswers = []] = await takeAnswers(
      scene,
      median(done) / 2,
    );
    await report({
      what: "answer at half that rate, 99th percentile",
      unit: "ms",
      runs: answers,
      against: [
        { name: "one commit of pgbench", runs: commits, goal: { kind: "at most", ratio: 10 } },
      ],
    });
    await report({
      what: "answer of the bare HTTP server at that rate, 99th percentile",
      unit: "ms",
      runs: plainAnswers,
      against: [],
    });
  },
);

type Scene = {
  readonly postgres: DurablePostgres;
  /** Where Muster takes webhooks. */
  readonly hook: string;
  /** Where the bare HTTP server takes them. */
  readonly bare: string;
  /** Commits per second of a row that holds a webhook, from so many connections. */
  readonly pgbench: (connections: number) => Promise<number>;
};

async function setScene(): Promise<Scene> {
  const postgres = await startDurablePostgres();
  await postgres.query(
    "create table bare (id bigint generated always as identity primary key, source text not null, body bytea not null)",
  );
  const insert = `insert into bare (source, body) values ('prod', convert_to('${BODIES[0]}', 'UTF8'))`;
  const bare = await startBareServer(postgres.url, "bare");
  const { hook } = await startMusterProcess({
    databaseUrl: postgres.url,
    configuration: stormConfiguration({}),
  });
  return {
    postgres,
    hook,
    bare,
    pgbench: (connections) => postgres.pgbench(insert, { connections, seconds: PGBENCH_SECONDS }),
  };
}

/** Of Muster, of pgbench and of the bare server, as fast as they can. */
function takeRates({ postgres, hook, bare, pgbench }: Scene): Promise<Turns<Rates>> {
  return takeTurns<Rates>(
    ROUNDS,
    async () => {
      const start = performance.now();
      const { rate, answered } = await sendTo(hook);
      await untilWorkedOff(postgres);
      return { taken: rate, done: (answered / (performance.now() - start)) * 1000 };
    },
    async () => allDone(await pgbench(MANY)),
    async () => allDone((await sendTo(bare)).rate),
  );
}

/** In milliseconds: the 99th percentile of Muster, one commit of pgbench, and the 99th percentile of the bare server. */
function takeAnswers(
  { postgres, hook, bare, pgbench }: Scene,
  perSecond: number,
): Promise<Turns<number>> {
  return takeWarmTurns(
    { rounds: ANSWERS.rounds, warmUp: 1, mostStolen: MOST_STOLEN },
    async () => {
      const { p99 } = await sendTo(hook, { perSecond, seconds: ANSWERS.seconds });
      await untilWorkedOff(postgres);
      return p99;
    },
    async () => 1000 / (await pgbench(1)),
    async () => (await sendTo(bare, { perSecond, seconds: ANSWERS.bareSeconds })).p99,
  );
}

function takenIn(rates: readonly Rates[]): readonly number[] {
  return rates.map(({ taken }) => taken);
}

/** Of those who leave nothing to be done later. */
function allDone(rate: number): Rates {
  return { taken: rate, done: rate };
}

function sendTo(
  address: string,
  pace: Partial<Pick<LoadOrder, "perSecond" | "seconds">> = {},
): Promise<Load> {
  return load({
    address,
    connections: MANY,
    seconds: SECONDS,
    headers: HOOK_HEADERS,
    bodies: BODIES,
    ...pace,
  });
}

function alertsOf(group: number): readonly TestAlert[] {
  return [1, 2, 3].map((index) => ({
    alertname: "ShardDown",
    labels: {
      shard: `s${group}`,
      instance: `db-${index}.example.com:9100`,
      job: "node",
      region: "eu-central-1",
    },
    annotations: { description: "The shard has not answered for five minutes. ".repeat(8) },
  }));
}
