import { sql, type Kysely } from "kysely";

/**
 * What lets one alert be followed from its delivery to whoever was paged: which deliveries changed which incidents, also
 * once the bytes of a delivery are gone, and when each way of a page was first used.
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
  await sql`alter table page_attempt add column begun_at timestamptz`.execute(db);
}
