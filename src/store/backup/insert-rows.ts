import { sql } from "kysely";
import type { Transaction } from "#store/database/database.ts";
import { BackupRefused } from "./backup-refused.ts";
import type { Entry, Header, TableLine } from "./lines.ts";
import type { Table } from "./tables.ts";
import type { OnProgress } from "./write-backup.ts";

/** So much goes to the database at once; a row may be longer. */
const PORTION_CHARACTERS = 1024 * 1024;
const MOST_ROWS = 1000;

export type Insertion = {
  readonly tables: readonly Table[];
  readonly header: Header;
  readonly entries: AsyncIterable<Header | Entry>;
  readonly onProgress: OnProgress;
};

/** Writes what the entries say, and makes sure that it is as much as the header promises. */
export async function insertRows(
  tx: Transaction,
  { tables, header, entries, onProgress }: Insertion,
): Promise<void> {
  const all = sum(Object.values(header.counts));
  let done = 0;
  for await (const portion of portionsOf(entries)) {
    if (portion.kind === "sequences") await setSequences(tx, portion.last);
    else {
      await insert(tx, columnsOf(tables, portion.table), portion);
      done += portion.rows.length;
      onProgress(done, all);
    }
  }
  if (done !== all) throw new BackupRefused(`The backup has ${done} rows, and names ${all}.`);
}

type Portion =
  | { readonly kind: "rows"; readonly table: TableLine; readonly rows: readonly string[] }
  | Extract<Entry, { readonly kind: "sequences" }>;

async function* portionsOf(entries: AsyncIterable<Header | Entry>): AsyncGenerator<Portion> {
  let table: TableLine | null = null;
  let rows: string[] = [];
  let length = 0;
  for await (const entry of entries) {
    if (entry.kind === "row") {
      rows.push(entry.json);
      length += entry.json.length;
      if (length < PORTION_CHARACTERS && rows.length < MOST_ROWS) continue;
    }
    if (rows.length > 0) {
      if (table === null) throw new BackupRefused("The backup has rows of no table.");
      yield { kind: "rows", table, rows };
      [rows, length] = [[], 0];
    }
    if (entry.kind === "table") table = entry;
    if (entry.kind === "sequences") yield entry;
  }
}

type Writable = { readonly name: string; readonly type: string };

function columnsOf(tables: readonly Table[], { name, columns }: TableLine): readonly Writable[] {
  const known = tables.find((table) => table.name === name)?.columns ?? [];
  return columns.map((column) => {
    const found = known.find((each) => each.name === column);
    if (found !== undefined) return found;
    throw new BackupRefused(
      `The backup has ${name}.${column}, which no Muster of its version has.`,
    );
  });
}

async function insert(
  tx: Transaction,
  columns: readonly Writable[],
  { table, rows }: Extract<Portion, { readonly kind: "rows" }>,
): Promise<void> {
  const names = sql.join(columns.map(({ name }) => sql.ref(name)));
  const values = sql.join(
    columns.map(({ type }, index) => sql`(line ->> ${sql.lit(index)})::${sql.raw(type)}`),
  );
  await sql`
    insert into ${sql.table(table.name)} (${names}) overriding system value
    select ${values} from json_array_elements(${`[${rows.join(",")}]`}::text::json) as line`.execute(
    tx,
  );
}

async function setSequences(
  tx: Transaction,
  last: Readonly<Record<string, number | null>>,
): Promise<void> {
  for (const [name, value] of Object.entries(last)) {
    if (value === null) continue;
    await sql`select setval(${name}::regclass, ${value})`.execute(tx);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
