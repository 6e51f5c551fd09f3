import { sql, type Kysely } from "kysely";

/**
 * How each objective stood when it was last looked at, and whether changes rest; what is not known is null. What an
 * incident used of a budget is kept in versions, with every question that was asked for it: only the live one is replaced.
 */
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
  await sql`
    create table incident_share (
      id bigint generated always as identity primary key,
      incident_id bigint not null references incident (id),
      objective text not null,
      phase text not null check (phase in ('live', 'final')),
      impact_start timestamptz,
      impact_end timestamptz,
      share jsonb not null,
      asked jsonb not null,
      measured_at timestamptz not null
    )`.execute(db);
  await sql`create index incident_share_of on incident_share (incident_id, objective, id)`.execute(
    db,
  );
  await sql`
    create unique index incident_share_live on incident_share (incident_id, objective)
    where phase = 'live'`.execute(db);
}
