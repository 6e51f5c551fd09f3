import { sql, type Kysely } from "kysely";

/**
 * How the layers of schedules came into force. muster.yaml holds one version of a layer; the bot keeps those before,
 * so that an edit moves nobody and the past stays as it was.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table layer_version (
      schedule text not null,
      layer int not null,
      position int not null,
      written jsonb not null,
      version jsonb not null,
      created_at timestamptz not null default muster_now(),
      primary key (schedule, layer, position)
    )`.execute(db);
}
