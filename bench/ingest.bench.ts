import { type TestAlert, webhookOf } from "#test/support/alerts.ts";
import { stormConfiguration } from "#test/support/storm.ts";
import { startBareServer } from "./support/bare-process.ts";
import { benchmark } from "./support/benchmark.ts";
import {
  type DurablePostgres,
  startDurablePostgres,
  untilWorkedOff,
} from "./support/durable-postgres.ts";
import { type Load, load, type LoadOrder } from "./support/load.ts";
import { HOOK_HEADERS, startMusterProcess } from "./support/muster-process.ts";
import { takeWarmTurns, type Turns } from "./support/rounds.ts";

const ROUNDS = 40;
/** So many rounds before them let the code become fast. */
const WARM_UP = 4;
const SECONDS = 1;
/** The slowest hundredth of a round is mostly one pause, so that it needs longer, and many rounds. */
const ANSWER_SECONDS = 3;
/** Where other machines have a hundredth of the processors' time, the slowest hundredth is theirs. */
const CALM_BELOW = 0.01;
/** It takes whole seconds. */
const PGBENCH_SECONDS = 1;
const MANY = 32;
/** So many groups take turns, as in a storm whose alerts are repeated. */
const GROUPS = 50;

const BODIES = Array.from({ length: GROUPS }, (_, group) =>
  JSON.stringify(webhookOf(alertsOf(group), `{}:{shard="s${group}"}`)),
);

/** What one of them did in a round. */
type Turn = {
  /** In a second. */
  readonly taken: number;
  /** In a second; for those who leave nothing to be done later, the same. */
  readonly done: number;
  /** Milliseconds, at the lower rate. */
  readonly answer: number;
};

benchmark(
  "Durable ingest",
  `Webhooks of three alerts (${Buffer.byteLength(BODIES[0] ?? "")} bytes) over ${MANY} connections that are open already, from a thread that does nothing else, for ${SECONDS} s in each of ${ROUNDS} rounds; a 200 means that a commit was synced to the disk, and the turn ends when no delivery and no job waits any more. Then for ${ANSWER_SECONDS} s at half the rate that Muster took and worked off in that turn, since the machine is not always equally fast: what counts is the median of the rounds' 99th percentiles. Beside it, in turns: pgbench, which for ${PGBENCH_SECONDS} second commits rows of the same size from as many connections, prepared, and for another from a single one; and the least that can keep a webhook, an HTTP server of twenty lines that commits the body as one row, asked as Muster is, but for ${SECONDS} s each. A round counts when other machines had less than ${CALM_BELOW * 100} % of the processors' time in it; where too many do not, the calmest count. PostgreSQL with fsync, and with files of its log that it can use again, as one has that has run for a while; everything on one machine.`,
  async (report) => {
    const [ours = [], pgbench = [], bare = []] = await takeRounds(await setScene());
    const inserts = { name: "pgbench, 32 connections", runs: each(pgbench, "taken") };
    await report({
      what: "webhooks taken",
      unit: "per second",
      runs: each(ours, "taken"),
      against: [
        { ...inserts, goal: { kind: "at least", ratio: 0.45 } },
        { name: "bare HTTP server", runs: each(bare, "taken") },
      ],
    });
    await report({
      what: "webhooks taken and worked off",
      unit: "per second",
      runs: each(ours, "done"),
      against: [inserts],
    });
    await report({
      what: "answer at half that rate, 99th percentile",
      unit: "ms",
      runs: each(ours, "answer"),
      against: [
        {
          name: "one commit of pgbench",
          runs: each(pgbench, "answer"),
          goal: { kind: "at most", ratio: 10 },
        },
      ],
    });
    await report({
      what: "answer of the bare HTTP server at that rate, 99th percentile",
      unit: "ms",
      runs: each(bare, "answer"),
      against: [],
    });
  },
);

function each(turns: readonly Turn[], what: keyof Turn): readonly number[] {
  return turns.map((turn) => turn[what]);
}

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

/** Of Muster, of pgbench and of the bare server. */
function takeRounds({ postgres, hook, bare, pgbench }: Scene): Promise<Turns<Turn>> {
  // In every other round the bare server comes first, and has the rate of the round before.
  let half = 0;
  return takeWarmTurns<Turn>(
    { rounds: ROUNDS, warmUp: WARM_UP, mostStolen: CALM_BELOW },
    async () => {
      const start = performance.now();
      const { rate, answered } = await sendTo(hook);
      await untilWorkedOff(postgres);
      const done = (answered / (performance.now() - start)) * 1000;
      half = done / 2;
      const { p99 } = await sendTo(hook, { perSecond: half, seconds: ANSWER_SECONDS });
      await untilWorkedOff(postgres);
      return { taken: rate, done, answer: p99 };
    },
    async () => {
      const rate = await pgbench(MANY);
      return { taken: rate, done: rate, answer: 1000 / (await pgbench(1)) };
    },
    async () => {
      const { rate } = await sendTo(bare);
      return { taken: rate, done: rate, answer: (await sendTo(bare, { perSecond: half })).p99 };
    },
  );
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
