import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readlinkSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { openDurably } from "#store/database/open-pglite.ts";
import { copySeed } from "#store/database/pglite-seed.ts";
import { createSyncingFs } from "#store/database/syncing-fs.ts";
import { COMPILED, QUICKLY } from "#test/support/compiled.ts";
import { silent } from "#test/support/database-template.ts";
import { readWritten, startWriter } from "#test/support/pglite-writer.ts";

describe("the embedded database", () => {
  it("ends the process when the disk fails to sync, having acknowledged nothing of it", async () => {
    const { status, stdout } = await commitOnDisk("broken");

    expect(status).toBe(1);
    expect(stdout).toContain("EIO: the disk is broken");
    expect(stdout).toContain("the disk failed the embedded database; stopping");
    expect(stdout).not.toContain("acknowledged");
  });

  it(
    "ends the process when there is no room for its log, where it would block it for ever",
    { tags: ["F12"] },
    async () => {
      const { status, stdout } = await commitOnDisk("full");

      expect(status).toBe(1);
      expect(stdout).toContain("there is no room on the disk for its log");
      expect(stdout).not.toContain("acknowledged");
    },
  );

  it(
    "loses nothing that it acknowledged when it is killed while it writes, again and again, and keeps its indexes whole",
    { tags: ["F15"], timeout: 120_000 },
    async ({ annotate }) => {
      const dataDir = await emptyFolder();
      const lives = [20, 3, 60, 11, 30];

      for (const rows of lives) {
        const writer = await startWriter(dataDir);
        await writer.wrote(rows);
        const acknowledged = await writer.kill();

        const found = await readWritten(dataDir);
        expect(found?.last).toBeGreaterThanOrEqual(acknowledged);
        expect(found).toMatchObject({ rows: found?.last, byIndex: found?.last, halfDone: 0 });
      }
      await annotate(`${lives.length} kills, 0 lost`, "measured");
    },
  );

  it(
    "keeps all that it acknowledged when the power fails and of each file only what was synced is left",
    { tags: ["F16"] },
    async () => {
      const folder = await emptyFolder();
      const left = await emptyFolder();
      await copySeed(folder);
      await copySeed(left);
      let isOn = true;
      const { pglite } = await openDurably(folder, silent, (root, onFailure) =>
        createSyncingFs(root, onFailure, (descriptor) => {
          if (isOn) keepSynced(root, left, descriptor);
        }),
      );
      onTestFinished(() => pglite.close());
      await pglite.exec("create table t (x int primary key)");
      for (let row = 0; row < 6; row += 1) await pglite.query("insert into t values ($1)", [row]);
      await pglite.exec("checkpoint");
      for (let row = 6; row < 10; row += 1) await pglite.query("insert into t values ($1)", [row]);
      isOn = false;
      await pglite.query("insert into t values (10)");

      const survivor = await openDurably(left, silent);
      onTestFinished(() => survivor.pglite.close());
      const { rows } = await survivor.pglite.query("select x from t order by x");
      expect(rows).toEqual(Array.from({ length: 10 }, (_, x) => ({ x })));
    },
  );
});

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-pglite-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** What a commit becomes on a disk with this fault. */
async function commitOnDisk(
  fault: "broken" | "full",
): Promise<{ readonly status: number | null; readonly stdout: string }> {
  const folder = await emptyFolder();
  await copySeed(folder);
  const script = fileURLToPath(import.meta.resolve("#test/support/broken-disk-process.ts"));
  return spawnSync(process.execPath, [QUICKLY, script, folder, fault], {
    env: { ...process.env, ...COMPILED },
    encoding: "utf8",
    timeout: 60_000,
  });
}

/** Copies a file at the moment at which it is synced to where only such copies are. */
function keepSynced(root: string, left: string, descriptor: number): void {
  const file = readlinkSync(`/proc/self/fd/${descriptor}`);
  if (statSync(file).isDirectory()) return;
  const copy = path.join(left, path.relative(root, file));
  mkdirSync(path.dirname(copy), { recursive: true });
  copyFileSync(file, copy);
}
