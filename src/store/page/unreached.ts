import { sql } from "kysely";
import type { Database } from "#store/database/database.ts";

/** Somebody whose last page arrived by no way. */
export type Unreached = { readonly person: string; readonly error: string | null };

/** Who has one lately; whoever a test page has reached since has none. */
export async function unreachedPeople({ kysely }: Database): Promise<readonly Unreached[]> {
  const { rows } = await sql<Unreached>`
    select person, error from (
      select distinct on (person) person, state, error from (
        select target->>'person' as person, state, error, settled_at
        from (select * from page order by id desc limit 2000) as recent
        where target->>'kind' = 'person' and state in ('sent', 'failed')
        union all
        select person, state, null, settled_at
        from (select * from page_attempt order by id desc limit 2000) as recent
        where test_id is not null and state = 'sent'
      ) as ended
      where settled_at > muster_now() - interval '1 day'
      order by person, settled_at desc
    ) as last
    where state = 'failed' order by person`.execute(kysely);
  return rows;
}
