import { type Kysely, sql } from "kysely";
import { SLACK } from "#domain/way.ts";
import type { Schema } from "#store/tables/schema.ts";

/** A way beside Slack by which nothing arrived lately, although it was tried. */
export type FailingWay = { readonly way: string; readonly failed: number; readonly error: string };

/** So far back it is looked at most: a storm makes thousands, and this is asked again and again. */
const RECENT = 2000;

/** Those that failed at least so often within the last hour, without a single page that arrived since. */
export async function failingWays(
  kysely: Kysely<Schema>,
  least: number,
): Promise<readonly FailingWay[]> {
  const { rows } = await sql<FailingWay>`
    with recent as (select * from page_attempt order by id desc limit ${RECENT})
    select way, count(*)::int as failed, coalesce((array_agg(error order by settled_at desc))[1], '') as error
    from recent as attempt
    where state = 'failed' and way <> ${SLACK}
      and settled_at > muster_now() - interval '1 hour'
      and not exists (
        select from recent as later
        where later.way = attempt.way and later.state = 'sent' and later.settled_at > attempt.settled_at
      )
    group by way having count(*) >= ${least} order by way`.execute(kysely);
  return rows;
}
