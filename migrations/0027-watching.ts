import { sql, type Kysely } from "kysely";

/**
 * What Muster knows of itself: which incidents still wait for their first page, and since when their alert had been
 * accepted; how each process is, so that one that is ill does not hide behind another; and the page that Muster sends
 * itself each day.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table awaited_page (
      incident_id bigint primary key references incident (id),
      accepted_at timestamptz not null
    )`.execute(db);
  await sql`
    create table replica (
      name text primary key,
      seen_at timestamptz not null,
      sick text[] not null
    )`.execute(db);
  await sql`
    create table self_page (
      day date primary key,
      sent_at timestamptz not null,
      arrived_at timestamptz
    )`.execute(db);
}
