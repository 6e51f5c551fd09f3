import { onTestFinished } from "vitest";
import { openDatabase } from "#store/database/database.ts";
import { silent } from "#test/support/database-template.ts";
import { bareInserts } from "./support/bare-inserts.ts";
import { benchmark } from "./support/benchmark.ts";
import { startDurablePostgres } from "./support/durable-postgres.ts";
import { enqueueEach, type Lanes, putWaiting, workOff } from "./support/lane-work.ts";
import { takeTurns } from "./support/rounds.ts";

const ROUNDS = 11;
const CONNECTIONS = 8;
const JOBS = 600;
const BACKLOG = 10_000;
const LANES = 1000;

/** Each class of lanes has workers of its own, which do not see the others. */
const FREE: Lanes = { class: "free", count: LANES };
const MANY: Lanes = { class: "many", count: LANES };
const ONE: Lanes = { class: "one", count: 1 };

const GOALS = { enqueued: 0.4, workedOff: 0.35, many: 0.6, one: 0.25 };

const PEER = [
  "begin",
  "insert into peer_lane (name, ready_at) values ('free:1', now())",
  `insert into peer_job (lane, kind, payload, run_at) values ('free:1', 'note', '{"nth":1}', now())`,
  "commit",
].join(";\n");

type Rates = { readonly enqueued: number; readonly workedOff: number };

benchmark(
  "Lanes of jobs",
  `In this process, on PostgreSQL with fsync, by Muster's own way to put jobs into lanes and by its worker, each with ${CONNECTIONS} at a time. A round: ${JOBS} jobs over ${LANES} lanes, each put there by a transaction of its own, then worked off one by one: claimed under a lease, done by a handler that does nothing, and ended by one more transaction. Beside it, in turns: pgbench with ${CONNECTIONS} connections for a second, a transaction of two inserts into tables alike, prepared; Muster's insert of a lane also has to meet the one that may be there. The same two inserts by pg, prepared too, with as many connections and as many transactions as Muster's, show what Node takes of it. Then ${JOBS} are worked off while ${BACKLOG} wait, over ${LANES} lanes and in a single one, where one has to be done after the other; that no lane's order was broken is checked. They are filled up again and the tables are vacuumed between, which is not measured.`,
  async (report) => {
    const postgres = await startDurablePostgres();
    const database = await openDatabase({ url: postgres.url, dataDir: "", logger: silent });
    onTestFinished(database.close);
    await postgres.query(`
      create table peer_lane (id bigint generated always as identity primary key, name text not null, ready_at timestamptz not null);
      create table peer_job (id bigint generated always as identity primary key, lane text not null, kind text not null, payload jsonb not null, run_at timestamptz not null)`);
    for (const lanes of [MANY, ONE]) await putWaiting(database, lanes, BACKLOG);

    const work = { count: JOBS, concurrency: CONNECTIONS };
    async function workOffTidily(lanes: Lanes): Promise<number> {
      for (const table of ["job", "lane"]) await postgres.query(`vacuum analyze ${table}`);
      return await workOff(database, lanes, work);
    }
    async function workOffAndFill(lanes: Lanes): Promise<Rates> {
      const workedOff = await workOffTidily(lanes);
      const [row] = await postgres.query(
        `select ${BACKLOG} - count(*)::int as gone from job where lane like '${lanes.class}:%'`,
      );
      await putWaiting(database, lanes, Number(row?.["gone"]));
      return { enqueued: 0, workedOff };
    }

    const insertEach = bareInserts(postgres.url, CONNECTIONS);
    const [free = [], many = [], one = [], pgbench = [], bare = []] = await takeTurns<Rates>(
      ROUNDS,
      async () => {
        const enqueued = await enqueueEach(database, FREE, work);
        return { enqueued, workedOff: await workOffTidily(FREE) };
      },
      () => workOffAndFill(MANY),
      () => workOffAndFill(ONE),
      async () => {
        const rate = await postgres.pgbench(PEER, { connections: CONNECTIONS, seconds: 1 });
        return { enqueued: rate, workedOff: rate };
      },
      async () => {
        const rate = await insertEach(JOBS);
        return { enqueued: rate, workedOff: rate };
      },
    );
    const peer = { name: "pgbench, two inserts", runs: workedOffOf(pgbench) };
    const alone = { name: "with nothing else waiting", runs: workedOffOf(free) };
    const waiting = `while ${BACKLOG.toLocaleString("en")} wait`;
    await report({
      what: "put into lanes",
      unit: "per second",
      runs: free.map(({ enqueued }) => enqueued),
      against: [
        { ...peer, goal: atLeast(GOALS.enqueued) },
        { name: "two inserts by pg", runs: workedOffOf(bare) },
      ],
    });
    await report({
      what: "worked off one by one",
      unit: "per second",
      runs: workedOffOf(free),
      against: [{ ...peer, goal: atLeast(GOALS.workedOff) }],
    });
    await report({
      what: `worked off ${waiting} in ${LANES.toLocaleString("en")} lanes`,
      unit: "per second",
      runs: workedOffOf(many),
      against: [{ ...alone, goal: atLeast(GOALS.many) }],
    });
    await report({
      what: `worked off ${waiting} in one lane`,
      unit: "per second",
      runs: workedOffOf(one),
      against: [{ ...alone, goal: atLeast(GOALS.one) }],
    });
  },
);

function workedOffOf(rates: readonly Rates[]): readonly number[] {
  return rates.map(({ workedOff }) => workedOff);
}

function atLeast(ratio: number): { readonly kind: "at least"; readonly ratio: number } {
  return { kind: "at least", ratio };
}
