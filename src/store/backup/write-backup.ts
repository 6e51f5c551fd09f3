import { createHash } from "node:crypto";
import { sql } from "kysely";
import { readClock } from "#store/database/clock.ts";
import type { Database, Transaction } from "#store/database/database.ts";
import { BackupRefused } from "./backup-refused.ts";
import { FORMAT, type Header, type SequencesLine, type TableLine } from "./lines.ts";
import { beginSnapshot, readRows } from "./read-rows.ts";
import { countRows, readMigrations, readSequences, readTables, type Table } from "./tables.ts";

/** Takes the lines of a backup as they are made; begun anew when the database asks for that. */
export type Write = (lines: AsyncIterable<string>) => Promise<void>;

/** How far it has come: rows of all rows. */
export type OnProgress = (done: number, all: number) => void;

/** Everything as it is at one moment, while others go on writing. */
export async function writeBackup(
  database: Database,
  write: Write,
  onProgress: OnProgress,
): Promise<Header> {
  return await database.transaction(async (tx) => {
    await beginSnapshot(tx);
    const tables = await readTables(tx);
    if (tables.length === 0) throw new BackupRefused("The database is empty: nothing to keep.");
    const header = await headerOf(tx, tables);
    await write(sealed(contentOf(tx, { tables, header, onProgress })));
    return header;
  });
}

async function headerOf(tx: Transaction, tables: readonly Table[]): Promise<Header> {
  const takenAt = (await readClock(tx)).toUTC().toISO();
  const migrations = [...(await readMigrations(tx))];
  const counts = await countRows(tx, tables);
  return { kind: "muster-backup", format: FORMAT, takenAt, migrations, counts };
}

type Content = {
  readonly tables: readonly Table[];
  readonly header: Header;
  readonly onProgress: OnProgress;
};

async function* contentOf(
  tx: Transaction,
  { tables, header, onProgress }: Content,
): AsyncGenerator<string> {
  yield `${JSON.stringify(header)}\n`;
  const all = Object.values(header.counts).reduce((sum, count) => sum + count, 0);
  let done = 0;
  for (const table of tables) {
    yield `${JSON.stringify(tableLine(table))}\n`;
    for await (const rows of readRows(tx, table.name, rowText(table))) {
      yield `${rows.join("\n")}\n`;
      done += rows.length;
      onProgress(done, all);
    }
  }
  // Sequences belong to no transaction; read last, they are never behind the rows.
  const last = { kind: "sequences", last: await readSequences(tx) } satisfies SequencesLine;
  yield `${JSON.stringify(last)}\n`;
}

function tableLine({ name, columns }: Table): TableLine {
  return { kind: "table", name, columns: columns.map((column) => column.name) };
}

function rowText({ columns }: Table) {
  const values = columns.map(({ name }) => sql`${sql.ref(name)}::text`);
  return sql<string>`json_build_array(${sql.join(values)})::text`;
}

/** Ends with what all of it came to, by which a changed or a cut file is known. */
async function* sealed(lines: AsyncIterable<string>): AsyncGenerator<string> {
  const hash = createHash("sha256");
  for await (const line of lines) {
    hash.update(line);
    yield line;
  }
  yield `${JSON.stringify({ kind: "end", sha256: hash.digest("hex") })}\n`;
}
