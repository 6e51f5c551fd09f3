import { sql, type Kysely } from "kysely";

/**
 * A delivery that was put aside, or worked off, may be handed in again by a person. It is then worked off with care,
 * because what it says may have been overtaken.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table delivery
      add column replayed_at timestamptz,
      add column replayed_by text`.execute(db);
  await sql`create index delivery_refused on delivery (id) where refused is not null`.execute(db);
}
