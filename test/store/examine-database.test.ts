import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { DateTime, Duration } from "luxon";
import { expect, it, onTestFinished } from "vitest";
import { databaseLooks, openForLooking } from "#app/cli/doctor/examine-database.ts";
import { loadConfiguration } from "#config/load.ts";
import { readClock } from "#store/database/clock.ts";
import { saveEpisode } from "#store/impairment/impairments.ts";
import { withPostgres } from "#test/support/database.ts";

const SAID = { words: "Slack does not answer", consequence: "No page.", fix: "look at its status" };
const OPEN = { id: null, part: "slack-calls", severity: "degraded", endedAt: null } as const;

withPostgres("a database that the doctor looks at", (open) => {
  it("is a finding like any other when it cannot be looked at, whatever is wrong with it", async () => {
    const database = await open();
    await sql`alter table kysely_migration rename column name to lost`.execute(database.kysely);
    // The next test has the same database.
    onTestFinished(async () => {
      await sql`alter table kysely_migration rename column lost to name`.execute(database.kysely);
    });

    await using opened = await openForLooking({ databaseUrl: database.url ?? "", dataDir: "" });

    expect(opened.database).toBeNull();
    expect(opened.result.findings).toEqual([
      expect.stringMatching(/^it could not be looked at: .*"name" does not exist/),
    ]);
  });

  it("says what is wrong with the Muster that runs, and nothing of one that is gone", async () => {
    const database = await open();
    const loaded = await loadConfiguration("nowhere.yaml", DateTime.now());
    async function look(): Promise<readonly string[]> {
      await using opened = await openForLooking({ databaseUrl: database.url ?? "", dataDir: "" });
      const beside = { loaded, secret: () => null, slack: null };
      const running = databaseLooks(opened, beside).find(({ part }) => part === "running");
      return (await running?.look())?.findings ?? [];
    }
    await database.transaction(async (tx) => {
      const beganAt = await readClock(tx);
      const episode = { ...OPEN, ...SAID, key: "", beganAt, toldAs: null };
      await saveEpisode(tx, { ...episode, seenBy: { one: beganAt } });
    });

    expect(await look()).toEqual([
      expect.stringMatching(/^Slack does not answer, since .* status$/),
    ]);
    await database.clock.advance(Duration.fromObject({ minutes: 2 }));
    expect(await look()).toEqual([]);
  });
});

it.each([
  ["is not there", async () => undefined],
  ["is empty", async (folder: string) => await mkdir(folder)],
  [
    "was not finished",
    async (folder: string) => {
      await mkdir(folder);
      await writeFile(path.join(folder, "PG_VERSION"), "18");
      await writeFile(`${folder}.unfinished`, "");
    },
  ],
])("an embedded database that %s is not made by looking for it", async (_, make) => {
  const dataDir = await mkdtemp(path.join(tmpdir(), "muster-looking-"));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  await make(path.join(dataDir, "database"));
  const before = await readdir(dataDir, { recursive: true });

  await using opened = await openForLooking({ databaseUrl: null, dataDir });

  expect(opened.result.findings).toEqual([
    expect.stringMatching(/^there is none in .*: set DATABASE_URL or MUSTER_DATA_DIR/),
  ]);
  expect(await readdir(dataDir, { recursive: true })).toEqual(before);
});
