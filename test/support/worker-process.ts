import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { pino } from "pino";
import { startWorker } from "#engine/job/work.ts";
import { openDatabase } from "#store/database/database.ts";

/** A program for tests: a worker whose handler notes at once, outside of any transaction, what it was given. */
const [, , url = ""] = process.argv;
const logger = pino({ enabled: false });
const database = await openDatabase({ url, dataDir: "", logger });
startWorker({
  database,
  logger,
  owner: `process-${process.pid}`,
  classes: ["page"],
  concurrency: 4,
  leaseSeconds: 1,
  pollMs: 50,
  limit: 1,
  handlers: {
    say: async (jobs, { lane }) => {
      for (const { id } of jobs) {
        await sql`insert into muster_test.said (lane, job) values (${lane}, ${id})`.execute(
          database.kysely,
        );
        await wait(20);
      }
      return { done: jobs.map((job) => job.id) };
    },
  },
});
