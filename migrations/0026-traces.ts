import { sql, type Kysely } from "kysely";

/**
 * What lets one alert be followed from its delivery to whoever was paged: which deliveries changed which incidents, also
 * once the bytes of a delivery are gone, when each way of a page was first used, and until when traces were exported.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table delivery_incident (
      delivery_id bigint not null,
      incident_id bigint not null references incident on delete cascade,
      source text not null,
      received_at timestamptz not null,
      told_at timestamptz not null,
      primary key (incident_id, delivery_id)
    )`.execute(db);
  await sql`create index delivery_incident_delivery on delivery_incident (delivery_id)`.execute(db);
  await sql`create index delivery_incident_told on delivery_incident (told_at)`.execute(db);
  await sql`
    create table trace_export (
      one boolean primary key default true check (one),
      exported_until timestamptz not null,
      claimed_until timestamptz
    )`.execute(db);
  await sql`alter table page_attempt add column begun_at timestamptz`.execute(db);
}
