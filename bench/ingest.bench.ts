import { type TestAlert, webhookOf } from "#test/support/alerts.ts";
import { stormConfiguration } from "#test/support/storm.ts";
import { startBareServer } from "./support/bare-process.ts";
import { benchmark } from "./support/benchmark.ts";
import { startDurablePostgres, untilWorkedOff } from "./support/durable-postgres.ts";
import { median } from "./support/figure.ts";
import { load } from "./support/load.ts";
import { HOOK_HEADERS, startMusterProcess } from "./support/muster-process.ts";
import { takeTurns } from "./support/rounds.ts";

const ROUNDS = 12;
const SECONDS = 1;
/** Long enough that a single pause, of the machine or of the program, does not decide what the slowest hundredth is. */
const ANSWERS_SECONDS = 3;
/** One connection commits in these so often that it need not take longer; pgbench takes whole seconds. */
const PGBENCH_SECONDS = 1;
const MANY = 32;
/** So many groups take turns, as in a storm whose alerts are repeated. */
const GROUPS = 50;

const BODIES = Array.from({ length: GROUPS }, (_, group) =>
  JSON.stringify(webhookOf(alertsOf(group), `{}:{shard="s${group}"}`)),
);

benchmark(
  "Durable ingest",
  `Webhooks of three alerts (${Buffer.byteLength(BODIES[0] ?? "")} bytes) from ${MANY} connections for ${SECONDS} s a round, of which there are ${ROUNDS}; a 200 means that a commit was synced to the disk. Beside it, in turns: pgbench, which for ${PGBENCH_SECONDS} second commits rows of the same size from as many connections, prepared; and the least that can keep a webhook, an HTTP server of twenty lines that commits the body as one row. Then the rate is fixed at half of the median that Muster took, also for that server and for ${ANSWERS_SECONDS} s a round, and what counts is the median of the rounds' 99th percentiles; beside it, one commit of pgbench. PostgreSQL with fsync, everything on one machine.`,
  async (report) => {
    const postgres = await startDurablePostgres();
    await postgres.query(
      "create table bare (id bigint generated always as identity primary key, source text not null, body bytea not null)",
    );
    const insert = `insert into bare (source, body) values ('prod', convert_to('${BODIES[0]}', 'UTF8'))`;
    const bare = await startBareServer(postgres.url, "bare");
    const muster = await startMusterProcess({
      databaseUrl: postgres.url,
      configuration: stormConfiguration({}),
    });

    const [ours = [], pgbench = [], plain = []] = await takeTurns(
      ROUNDS,
      async () => {
        const { rate } = await sendTo(muster.hook, {});
        await untilWorkedOff(postgres);
        return rate;
      },
      () => postgres.pgbench(insert, { connections: MANY, seconds: PGBENCH_SECONDS }),
      async () => (await sendTo(bare, {})).rate,
    );
    await report({
      what: "webhooks taken",
      unit: "per second",
      runs: ours,
      against: [
        {
          name: "pgbench, 32 connections",
          runs: pgbench,
          goal: { kind: "at least", ratio: 0.45 },
        },
        { name: "bare HTTP server", runs: plain },
      ],
    });

    const perSecond = median(ours) / 2;
    const [answers = [], commits = [], plainAnswers = []] = await takeTurns(
      ROUNDS,
      async () => {
        const { p99 } = await sendTo(muster.hook, { perSecond, seconds: ANSWERS_SECONDS });
        await untilWorkedOff(postgres);
        return p99;
      },
      async () =>
        1000 / (await postgres.pgbench(insert, { connections: 1, seconds: PGBENCH_SECONDS })),
      async () => (await sendTo(bare, { perSecond, seconds: ANSWERS_SECONDS })).p99,
    );
    await report({
      what: "answer at half that rate, 99th percentile",
      unit: "ms",
      runs: answers,
      against: [
        {
          name: "one commit of pgbench",
          runs: commits,
          goal: { kind: "at most", ratio: 10 },
        },
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

function sendTo(
  address: string,
  more: { readonly perSecond?: number; readonly seconds?: number },
): ReturnType<typeof load> {
  return load(address, {
    connections: MANY,
    seconds: SECONDS,
    headers: HOOK_HEADERS,
    body: (request) => BODIES[request % GROUPS] ?? "",
    ...more,
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
