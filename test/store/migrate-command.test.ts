import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { openDatabase } from "#store/database/database.ts";
import { migrate } from "#store/database/migrate.ts";
import { COMPILED, QUICKLY } from "#test/support/compiled.ts";
import { silent } from "#test/support/database-template.ts";
import { withEmptyPostgres } from "#test/support/database.ts";

type Outcome = { readonly code: number | null; readonly out: string; readonly err: string };

const ROOT = path.join(import.meta.dirname, "..", "..");
const SLOW = { timeout: 90_000 };
const UP_TO_DATE = { code: 0, out: "the database is up to date\n", err: "" };

const names = (await readdir(path.join(ROOT, "migrations")))
  .map((file) => path.basename(file, ".ts"))
  .toSorted();

/** `muster migrate` with these variables alone. */
function run(variables: Readonly<Record<string, string>>, ...args: string[]): Promise<Outcome> {
  const main = path.join(ROOT, "src", "cli", "main.ts");
  const env = { PATH: process.env["PATH"] ?? "", ...COMPILED, ...variables };
  return new Promise((resolve) => {
    const line = [QUICKLY, main, "migrate", ...args];
    const child = execFile(process.execPath, line, { env }, (_, out, err) => {
      resolve({ code: child.exitCode, out, err });
    });
  });
}

function lines(word: string): string {
  return names.map((name) => `${word} ${name}\n`).join("");
}

describe("muster migrate on the embedded database", SLOW, () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "muster-migrate-"));
    onTestFinished(() => rm(folder, { recursive: true }));
  });

  it("lists what is pending, applies it, and then has nothing to do", async () => {
    const here = { MUSTER_DATA_DIR: folder };

    const before = await run(here, "--check");
    const first = await run(here);
    const second = await run(here);

    expect(before).toEqual({ code: 1, out: lines("pending"), err: "" });
    expect(first).toEqual({ code: 0, out: lines("applied"), err: "" });
    expect(second).toEqual(UP_TO_DATE);
  });

  it("says in one line that a running Muster has the database", async () => {
    const database = await openDatabase({ dataDir: folder, logger: silent });
    onTestFinished(database.close);

    const { code, err } = await run({ MUSTER_DATA_DIR: folder });

    expect(code).toBe(1);
    expect(err).toMatch(/^Another Muster \(process \d+\) uses .*\n$/);
  });
});

describe("muster migrate", SLOW, () => {
  it.each([
    ["an address that is none", { DATABASE_URL: "mysql://a:pa55word@b/c" }, "give an address"],
    [
      "a server that does not answer",
      { DATABASE_URL: "postgres://a:pa55word@127.0.0.1:9/c" },
      "Cannot use PostgreSQL at 127.0.0.1:9/c: connect ECONNREFUSED",
    ],
  ])("says in one line what is wrong with %s, without the password", async (_, given, reason) => {
    const { code, out, err } = await run(given);

    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(reason);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
    expect(err).not.toContain("pa55word");
  });

  it("ends with 2 for wrong usage", async () => {
    expect(await run({}, "now")).toMatchObject({ code: 2, out: "" });
  });
});

withEmptyPostgres("muster migrate", (open) => {
  it("brings a database up to date that a running Muster may share", SLOW, async () => {
    const database = await open();
    const there = { DATABASE_URL: database.url ?? "" };

    const before = await run(there, "--check");
    const first = await run(there);

    expect(before).toEqual({ code: 1, out: lines("pending"), err: "" });
    expect(first).toEqual({ code: 0, out: lines("applied"), err: "" });
    expect(await migrate(database, { logger: silent })).toEqual([]);
  });
});
