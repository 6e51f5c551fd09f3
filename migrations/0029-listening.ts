import { sql, type Kysely } from "kysely";

/** When any process listened last, so that one that starts does not take the others' time for its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table listening (
      only_one boolean primary key default true check (only_one),
      at timestamptz not null
    )`.execute(db);
}
