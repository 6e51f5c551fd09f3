import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { dropDatabases, makePgliteTemplate, makePostgresTemplate } from "./database-template.ts";
import { startPostgres } from "./postgres-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server for tests, or null where there is none. */
    readonly postgresUrl: string | null;
    /** How the names of this run's databases begin. */
    readonly databases: string;
    /** A dump of a migrated PGlite. */
    readonly pgliteTemplate: string;
  }
}

/** One PostgreSQL per run and one migrated template per database; test files copy the templates. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const named = process.env["TEST_DATABASE_URL"];
  const folder = mkdtempSync(path.join(tmpdir(), "muster-test-"));
  const pgliteTemplate = path.join(folder, "pglite.tar");
  const [started] = await Promise.all([
    named === undefined ? startPostgres() : null,
    makePgliteTemplate(pgliteTemplate),
  ]);
  const postgresUrl = named ?? started?.url ?? null;
  if (postgresUrl === null) noticeMissingServer();
  if (postgresUrl !== null) await makePostgresTemplate(postgresUrl);
  project.provide("postgresUrl", postgresUrl);
  project.provide("pgliteTemplate", pgliteTemplate);
  const databases = `muster_${randomBytes(4).toString("hex")}_`;
  project.provide("databases", databases);
  return async () => {
    rmSync(folder, { recursive: true, force: true });
    if (named !== undefined) await dropDatabases(named, databases);
    await started?.stop();
  };
}

function noticeMissingServer(): void {
  const message =
    "PostgreSQL tests need a server: install Debian's postgresql or set TEST_DATABASE_URL";
  if (process.env["CI"] === "true") throw new Error(message);
  process.stderr.write(`Skipped: ${message}.\n`);
}
