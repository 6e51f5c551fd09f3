import { onTestFinished } from "vitest";
import { openDatabase } from "#store/database/database.ts";
import { silent } from "#test/support/database-template.ts";
import { benchmark } from "./support/benchmark.ts";
import { startDurablePostgres } from "./support/durable-postgres.ts";
import { quantile } from "./support/figure.ts";
import { pagingAnn } from "./support/paging-ann.ts";
import { prepareTakeovers } from "./support/replicas.ts";
import { takeFreshTurns, takeTurns } from "./support/rounds.ts";
import { waitForTimers } from "./support/timers.ts";

const PLAN = { count: 750, withinMs: 15_000 };
const ROUNDS = 5;
const ALLOWED_MS = 1000;
const TAKEOVERS = 3;
/** What Muster's workers lease a lane for. */
const LEASE_MS = 10_000;

benchmark(
  "Timers and takeovers",
  `${PLAN.count.toLocaleString("en")} timers in as many lanes, due at random moments within ${PLAN.withinMs / 1000} s, in PostgreSQL with fsync and worked off by Muster's own worker in this process, which does nothing else; the time from the moment at which each is due until its handler runs. Beside it: the second that is allowed. A setTimeout of Node's in this process for each of the same moments shows what the machine does to whatever waits; it counts whole milliseconds, of which there are too few for a ratio. ${ROUNDS} rounds, of each of which the 99th percentile counts. Then two replicas on one database: an alert goes to one of them, which is killed (SIGKILL) as soon as its page reaches a workspace that never answers it; the time until the page of the other replica arrives. Beside it: the lease of ${LEASE_MS / 1000} s that the dead one has just taken, before the end of which nobody else may page; the goal is that lease and a second more. ${TAKEOVERS} times, each with a new replica to die.`,
  async (report) => {
    const postgres = await startDurablePostgres();
    const database = await openDatabase({ url: postgres.url, dataDir: "", logger: silent });
    onTestFinished(database.close);
    const [waited = []] = await takeTurns(ROUNDS, () => waitForTimers(database, PLAN));
    await report({
      what: "a timer after it was due, 99th percentile",
      unit: "ms",
      runs: waited.map(({ timers }) => quantile(timers, 0.99)),
      against: [
        { name: "what is allowed", runs: [ALLOWED_MS], goal: { kind: "at most", ratio: 1 } },
      ],
    });
    await report({
      what: "a setTimeout of Node after it was due, 99th percentile",
      unit: "ms",
      runs: waited.map(({ timeouts }) => quantile(timeouts, 0.99)),
      against: [],
    });

    const takeover = await prepareTakeovers({
      databaseUrl: postgres.url,
      configuration: pagingAnn({}),
    });
    const [took = []] = await takeFreshTurns(TAKEOVERS, takeover);
    await report({
      what: "a page of a replica that was killed, by the other one",
      unit: "ms",
      runs: took,
      against: [
        {
          name: "the lease",
          runs: [LEASE_MS],
          goal: { kind: "at most", ratio: (LEASE_MS + ALLOWED_MS) / LEASE_MS },
        },
      ],
    });
  },
);
