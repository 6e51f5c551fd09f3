import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readWritten, startWriter } from "#test/support/pglite-writer.ts";

const KILLS = 20;
const MOST_ROWS = 200;

it(
  "the embedded database loses nothing that it acknowledged in twenty kills while it writes",
  { tags: ["F15"], timeout: 600_000 },
  async ({ annotate }) => {
    const dataDir = await mkdtemp(path.join(tmpdir(), "muster-pglite-"));
    onTestFinished(() => rm(dataDir, { recursive: true }));
    let rows = 0;

    for (let kill = 0; kill < KILLS; kill += 1) {
      const writer = await startWriter(dataDir);
      await writer.wrote(1 + Math.floor(Math.random() * MOST_ROWS));
      const acknowledged = await writer.kill();
      const found = await readWritten(dataDir);
      expect(found?.last).toBeGreaterThanOrEqual(acknowledged);
      expect(found).toMatchObject({ rows: found?.last, byIndex: found?.last, halfDone: 0 });
      rows = found?.rows ?? 0;
    }

    await annotate(`${KILLS} kills, ${rows} rows, 0 lost`, "measured");
  },
);
