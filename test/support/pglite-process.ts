import { sql } from "kysely";
import { pino } from "pino";
import { openDatabase } from "#store/database/database.ts";

/** A program for tests: opens the data folder, commits rows one by one and says so after each, until it is killed. */
const [, , dataDir = ""] = process.argv;
const database = await openDatabase({ dataDir, logger: pino({ enabled: false }) });
await sql`create table if not exists written (id int primary key, body text)`.execute(
  database.kysely,
);
const { rows } = await sql<{ last: number }>`
  select coalesce(max(id), 0) as last from written`.execute(database.kysely);
process.stdout.write("opened\n");
for (let id = (rows[0]?.last ?? 0) + 1; ; id += 1) {
  await database.transaction(async (tx) => {
    await sql`insert into written values (${id}, repeat('x', 2000))`.execute(tx);
    await sql`update written set body = ${String(id)} where id = ${id}`.execute(tx);
  });
  process.stdout.write(`${id}\n`);
}
