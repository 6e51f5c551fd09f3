import { sql } from "kysely";
import type { DateTime } from "luxon";
import { IncidentId } from "#domain/incident/incident.ts";
import type { AttemptState } from "#domain/reach.ts";
import { SLACK } from "#domain/way.ts";
import type { Connection } from "#store/database/database.ts";

/** How one page went out, or did not, by one way. */
export type PageWay = {
  readonly page: number;
  readonly incident: IncidentId;
  /** Null for a page to a channel, which is a message in Slack and nothing else. */
  readonly attempt: number | null;
  readonly way: string;
  readonly state: AttemptState;
  readonly begunAt: DateTime | null;
  readonly endedAt: DateTime | null;
  readonly error: string | null;
};

/** The same with what is still to come of it. */
export type TriedWay = PageWay & {
  /** When it is tried next, and how often that has failed. */
  readonly dueAt: DateTime | null;
  readonly failures: number;
  readonly lastFailure: string | null;
};

/** What Slack accepted it accepted when the message stood there; everything else ends when that is recorded. */
const WAYS = sql`
  select
    page.id as page,
    page.incident_id as incident,
    attempt.id as attempt,
    coalesce(attempt.way, ${SLACK}) as way,
    coalesce(attempt.state, page.state) as state,
    coalesce(attempt.begun_at, message.first_attempt_at) as "begunAt",
    case
      when coalesce(attempt.state, page.state) = 'sent'
        then coalesce(message.posted_at, attempt.settled_at, page.settled_at)
      when attempt.id is null then page.settled_at
      else attempt.settled_at
    end as "endedAt",
    case when attempt.id is null then page.error else attempt.error end as error,
    attempt.due_at as "plannedAt"
  from page
  left join page_attempt as attempt on attempt.page_id = page.id
  left join slack_message_entry as entry
    on entry.page_id = page.id and coalesce(attempt.way, ${SLACK}) = ${SLACK}
  left join slack_message as message on message.id = entry.message_id`;

/** All ways of all pages of an incident, as they stand. */
export async function waysOfPages(
  connection: Connection,
  incident: IncidentId,
): Promise<readonly TriedWay[]> {
  const { rows } = await sql<TriedWay>`
    select
      ways.*,
      coalesce(job.run_at, "plannedAt") as "dueAt",
      coalesce(job.attempts, 0) as failures,
      job.last_error as "lastFailure"
    from (${WAYS} where page.incident_id = ${incident}) as ways
    left join job on
      (job.kind = 'page' and way = ${SLACK} and job.payload->>'page' = page::text)
      or (job.kind = 'reach' and job.payload->>'attempt' = attempt::text)
    order by page, attempt`.execute(connection);
  return rows;
}

/** Those that ended after the one moment and not after the other, of the pages that were made last. */
export async function waysEndedBetween(
  connection: Connection,
  {
    from,
    until,
    most,
  }: { readonly from: DateTime; readonly until: DateTime; readonly most: number },
): Promise<readonly PageWay[]> {
  const { rows } = await sql<PageWay>`
    select * from (
      ${WAYS} where page.id > (select coalesce(max(id), 0) - ${most}::bigint from page)
    ) as ways
    where "endedAt" > ${from} and "endedAt" <= ${until}
    order by page, attempt`.execute(connection);
  return rows.map((row) => ({ ...row, incident: IncidentId.parse(row.incident) }));
}
