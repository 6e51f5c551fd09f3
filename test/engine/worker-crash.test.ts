import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { expect, it, onTestFinished } from "vitest";
import { COMPILED } from "#test/support/compiled.ts";
import { type TestDatabase, withPostgres } from "#test/support/database.ts";
import { job, send } from "#test/support/outbox.ts";

const lanes = ["page:1", "page:2", "page:3", "page:4", "page:5", "page:6"];
const jobsPerLane = 25;

function startProcess(database: TestDatabase): ChildProcess {
  const script = fileURLToPath(import.meta.resolve("#test/support/worker-process.ts"));
  const child = spawn(process.execPath, [script, database.url ?? ""], {
    env: { ...process.env, ...COMPILED },
    stdio: "inherit",
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

interface Said {
  readonly lane: string;
  readonly job: number;
}

async function said(database: TestDatabase): Promise<readonly Said[]> {
  const { rows } = await sql<Said>`
    select lane, job from muster_test.said order by id`.execute(database.kysely);
  return rows;
}

async function waiting(database: TestDatabase): Promise<number> {
  return (await database.kysely.selectFrom("job").select("id").execute()).length;
}

withPostgres("two worker processes", (open) => {
  it(
    "that are killed again and again lose nothing and keep each lane's order",
    { tags: ["F06"], timeout: 120_000 },
    async () => {
      const database = await open();
      await sql`
      create table muster_test.said (
        id bigint generated always as identity, lane text not null, job bigint not null
      )`.execute(database.kysely);
      for (let round = 0; round < jobsPerLane; round += 1) {
        await send(database, ...lanes.map((lane) => job("x", { lane })));
      }

      const processes = [startProcess(database), startProcess(database)];
      let kills = 0;
      while ((await waiting(database)) > 0) {
        const before = (await said(database)).length;
        // Killed in the middle of work: each has said something since the last one was.
        await expect
          .poll(
            async () =>
              (await said(database)).length > before + 10 || (await waiting(database)) === 0,
            {
              timeout: 60_000,
            },
          )
          .toBe(true);
        processes.shift()?.kill("SIGKILL");
        processes.push(startProcess(database));
        kills += 1;
      }

      const all = await said(database);
      expect(kills).toBeGreaterThan(4);
      for (const lane of lanes) {
        const ids = all.filter((each) => each.lane === lane).map((each) => each.job);
        expect(new Set(ids).size).toBe(jobsPerLane);
        expect(ids).toEqual(ids.toSorted((one, other) => one - other));
      }
      // A kill may repeat what its process was doing, at most one job in each of its four lanes.
      expect(all.length).toBeLessThanOrEqual(lanes.length * jobsPerLane + kills * 4);
    },
  );
});
