import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runMuster } from "#test/support/cli.ts";
import { withEmptyPostgres } from "#test/support/database.ts";

const MUSTER_CONFIG = join(import.meta.dirname, "..", "..", "demo", "muster.yaml");

withEmptyPostgres("commands that only read", (open) => {
  it("say what to do about a database that is older than they are", async () => {
    const environment = { DATABASE_URL: (await open()).url ?? "", MUSTER_CONFIG };

    for (const command of [
      ["timeline", "INC-1"],
      ["postmortem", "INC-1"],
      ["fairness"],
      ["quarantine"],
      ["replay", "1"],
    ]) {
      expect(await runMuster(tmpdir(), command, environment)).toEqual({
        code: 1,
        out: "",
        err: "The database is older than this Muster: run muster migrate.\n",
      });
    }
  });
});
