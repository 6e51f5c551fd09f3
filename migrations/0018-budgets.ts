import { sql, type Kysely } from "kysely";

/** How each objective stood when it was last looked at, and whether changes rest; what is not known is null. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table budget (
      objective text primary key,
      live jsonb not null,
      read_at timestamptz,
      error text,
      frozen_since timestamptz,
      recovering_since timestamptz
    )`.execute(db);
}
