import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { onTestFinished } from "vitest";
import { openDatabase } from "#store/database/database.ts";
import { COMPILED, QUICKLY } from "./compiled.ts";
import { silent } from "./database-template.ts";

export interface Writer {
  /** Waits for so many acknowledged commits. */
  readonly wrote: (rows: number) => Promise<void>;
  /** Kills it and returns the last row that was acknowledged. */
  readonly kill: () => Promise<number>;
  readonly pid: number;
}

/** A process of its own that writes rows into the data folder as quickly as it can. */
export async function startWriter(dataDir: string): Promise<Writer> {
  const script = fileURLToPath(import.meta.resolve("#test/support/pglite-process.ts"));
  const child: ChildProcess = spawn(process.execPath, [QUICKLY, script, dataDir], {
    env: { ...process.env, ...COMPILED },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise((resolve) => void child.once("exit", resolve));
  onTestFinished(() => void child.kill("SIGKILL"));
  if (child.stdout === null) throw new Error("The writer has no output");
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  let last = Number.NaN;
  async function readLine(): Promise<boolean> {
    const { value, done } = await lines.next();
    if (done !== true) last = Number(value);
    return done !== true;
  }
  await readLine();
  return {
    pid: child.pid ?? 0,
    wrote: async (rows) => {
      for (let row = 0; row < rows; row += 1) await readLine();
    },
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
      while (await readLine());
      return last;
    },
  };
}

/** What is found of what writers wrote. */
export interface Contents {
  readonly rows: number;
  /** The same, counted by the index. */
  readonly byIndex: number;
  readonly last: number;
  readonly halfDone: number;
}

/** Opens the folder, as the next start would, and looks. */
export async function readWritten(dataDir: string): Promise<Contents | undefined> {
  const database = await openDatabase({ dataDir, logger: silent });
  const { rows } = await sql<Omit<Contents, "byIndex">>`
    select count(*) as rows, max(id) as last,
      count(*) filter (where body <> id::text) as "halfDone" from written`.execute(database.kysely);
  await sql`set enable_seqscan = off`.execute(database.kysely);
  const indexed = await sql<{ count: number }>`
    select count(*) from written where id > 0`.execute(database.kysely);
  await database.close();
  return rows[0] && { ...rows[0], byIndex: indexed.rows[0]?.count ?? 0 };
}
