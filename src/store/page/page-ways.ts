import { sql } from "kysely";
import type { DateTime } from "luxon";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { AttemptState } from "#domain/reach.ts";
import { SLACK } from "#domain/way.ts";
import type { Connection } from "#store/database/database.ts";

/** How one page went out, or did not, by one way. */
export type PageWay = {
  readonly page: number;
  /** Null for a page to a channel, which is a message in Slack and nothing else. */
  readonly attempt: number | null;
  readonly way: string;
  readonly state: AttemptState;
  readonly begunAt: DateTime | null;
  readonly endedAt: DateTime | null;
  readonly error: string | null;
  /** When it is tried next, and how often that has failed. */
  readonly dueAt: DateTime | null;
  readonly failures: number;
  readonly lastFailure: string | null;
};

/** All ways of all pages of an incident, as they stand; each time is the database's. */
export async function waysOfPages(
  connection: Connection,
  incident: IncidentId,
): Promise<readonly PageWay[]> {
  const { rows } = await sql<PageWay>`
    select
      page.id as page,
      attempt.id as attempt,
      coalesce(attempt.way, ${SLACK}) as way,
      coalesce(attempt.state, page.state) as state,
      coalesce(attempt.begun_at, message.first_attempt_at) as "begunAt",
      case when coalesce(attempt.state, page.state) = 'sent'
        then coalesce(message.posted_at, attempt.settled_at, page.settled_at)
        else coalesce(attempt.settled_at, case when attempt.id is null then page.settled_at end)
      end as "endedAt",
      case when attempt.id is null then page.error else attempt.error end as error,
      coalesce(job.run_at, attempt.due_at) as "dueAt",
      coalesce(job.attempts, 0) as failures,
      job.last_error as "lastFailure"
    from page
    left join page_attempt as attempt on attempt.page_id = page.id
    left join slack_message_entry as entry
      on entry.page_id = page.id and coalesce(attempt.way, ${SLACK}) = ${SLACK}
    left join slack_message as message on message.id = entry.message_id
    left join job on (
      job.kind = 'page' and coalesce(attempt.way, ${SLACK}) = ${SLACK}
        and job.payload->>'page' = page.id::text
    ) or (job.kind = 'reach' and job.payload->>'attempt' = attempt.id::text)
    where page.incident_id = ${incident}
    order by page.id, attempt.id`.execute(connection);
  return rows;
}
