import { sql } from "kysely";
import type { DateTime } from "luxon";
import type { Database } from "#store/database/database.ts";

/** Sets the time by which everything in Muster happens; between two calls none passes. */
export type StoppedClock = { readonly set: (at: DateTime) => Promise<void> };

/** Puts a clock that stands still in the place of muster_now(). */
export async function installStoppedClock({ kysely }: Database): Promise<StoppedClock> {
  await sql`create table stopped_clock (at timestamptz not null)`.execute(kysely);
  await sql`insert into stopped_clock values (now())`.execute(kysely);
  await sql`
    create or replace function muster_now() returns timestamptz language sql stable
    as 'select at from public.stopped_clock'`.execute(kysely);
  return {
    set: async (at) => {
      await sql`update stopped_clock set at = ${at}`.execute(kysely);
    },
  };
}
