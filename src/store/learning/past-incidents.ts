import { type RawBuilder, sql } from "kysely";
import { DateTime } from "luxon";
import { Incident } from "#domain/incident/incident.ts";
import { timesOf } from "#domain/incident/times-of.ts";
import { alertOfKey } from "#domain/learning/judgement.ts";
import type { PastIncident, PastPage } from "#domain/learning/past.ts";
import { POSTMORTEM_KEY } from "#domain/response/task.ts";
import type { Span } from "#domain/schedule/span.ts";
import { Severity } from "#domain/severity.ts";
import type { Urgency } from "#domain/way.ts";
import type { Connection } from "#store/database/database.ts";

/** Of an incident's state only what is counted: thousands are read for a report. */
const Counted = Incident.unwrap().pick({
  title: true,
  status: true,
  startedAt: true,
  openedAt: true,
  acknowledgedAt: true,
  resolvedAt: true,
  quietSince: true,
  life: true,
});

const COUNTED: RawBuilder<unknown> = sql`jsonb_build_object(
  'title', state -> 'title', 'status', state -> 'status', 'startedAt', state -> 'startedAt',
  'openedAt', state -> 'openedAt', 'acknowledgedAt', state -> 'acknowledgedAt',
  'resolvedAt', state -> 'resolvedAt', 'quietSince', state -> 'quietSince',
  'life', coalesce(state -> 'life', '{}'::jsonb))`;

/** What is to be mended because of it; its postmortem is no repair. */
const FOLLOW_UPS: RawBuilder<number> = sql<number>`(
  select count(*) from jsonb_array_elements(coalesce(state -> 'tasks', '[]'::jsonb)) as task (one)
  where one ->> 'type' = 'followup' and one ->> 'state' <> 'dropped'
    and one ->> 'key' <> ${POSTMORTEM_KEY})`;

const FIRST_PAGED: RawBuilder<DateTime | null> = sql<DateTime | null>`(
  select min(coalesce(settled_at, created_at)) from page
  where page.incident_id = incident.id and page.state = 'sent')`;

/** Incidents of these services that were opened in the span, drills left out; what cannot be read is told. */
export async function pastIncidents(
  connection: Connection,
  services: readonly string[],
  { start, end }: Span,
  onUnreadable: (incident: number) => void,
): Promise<readonly PastIncident[]> {
  const rows = await connection
    .selectFrom("incident")
    .select(["id", "key", "service", "severity", "opened_at", "merged_into"])
    .select([COUNTED.as("counted"), FOLLOW_UPS.as("follow_ups"), FIRST_PAGED.as("paged_at")])
    .where("opened_at", ">=", moment(start))
    .where("opened_at", "<", moment(end))
    .where(sql<boolean>`service = any(${[...services]}::text[])`)
    .where(sql<boolean>`drill is not true`)
    .orderBy("id")
    .execute();
  return rows.flatMap((row) => {
    const counted = Counted.safeParse(row.counted);
    const severity = Severity.safeParse(row.severity);
    if (counted.success && severity.success) {
      return [pastIncident({ ...row, severity: severity.data }, counted.data)];
    }
    onUnreadable(row.id);
    return [];
  });
}

type Row = {
  readonly id: number;
  readonly key: string;
  readonly service: string;
  readonly severity: Severity;
  readonly opened_at: DateTime;
  readonly merged_into: number | null;
  readonly follow_ups: number;
  readonly paged_at: DateTime | null;
};

function pastIncident(row: Row, counted: ReturnType<typeof Counted.parse>): PastIncident {
  const { id, key, service, severity } = row;
  const { life } = counted;
  return {
    id,
    key,
    service,
    severity,
    title: counted.title,
    alert: alertOfKey(key),
    isMerged: row.merged_into !== null,
    ending: life.ending,
    verdict: life.verdict,
    openedAt: row.opened_at,
    pagedAt: row.paged_at,
    times: timesOf(counted),
    followUps: row.follow_ups,
  };
}

type PageRow = {
  readonly incident_id: number;
  readonly service: string;
  readonly key: string;
  readonly person: string;
  readonly created_at: DateTime;
  readonly urgency: Urgency;
};

/** Pages of these services that arrived at people in the span, drills left out, oldest first. */
export async function pastPages(
  connection: Connection,
  services: readonly string[],
  { start, end }: Span,
): Promise<readonly PastPage[]> {
  const { rows } = await sql<PageRow>`
    select page.incident_id, incident.service, incident.key, page.target ->> 'person' as person,
      page.created_at, page.urgency
    from page join incident on incident.id = page.incident_id
    where page.created_at >= ${moment(start)} and page.created_at < ${moment(end)}
      and page.state = 'sent' and page.target ->> 'kind' = 'person'
      and incident.drill is not true and incident.service = any(${[...services]}::text[])
    order by page.id`.execute(connection);
  return rows.map(({ incident_id: incident, service, key, person, created_at: at, urgency }) => {
    return { incident, service, alert: alertOfKey(key), person, at: at.toMillis(), urgency };
  });
}

function moment(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: "utc" });
}
