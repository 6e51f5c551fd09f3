import { sql } from "kysely";
import type { Database } from "#store/database/database.ts";

/** Notes that somebody listens to the sources now. */
export async function noteListening({ kysely }: Database): Promise<void> {
  await sql`
    insert into listening (at) values (muster_now())
    on conflict (only_one) do update set at = excluded.at`.execute(kysely);
}

/**
 * Starts the watch anew if for a minute nobody listened: what nobody could hear is not missing. A source that another
 * replica is at work on is being listened to, so nobody waits for it.
 */
export async function restartWatch({ kysely }: Database): Promise<void> {
  await sql`
    update source_state set watched_since = muster_now()
    where source in (select source from source_state for update skip locked)
      and not exists (select from listening where at > muster_now() - interval '1 minute')`.execute(
    kysely,
  );
}
