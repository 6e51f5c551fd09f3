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

/** All at once: a state is unpacked anew for each thing that is asked of it. */
const COUNTED: RawBuilder<unknown> = sql`(
  select jsonb_build_object(
    'title', title, 'status', told.status, 'startedAt', "startedAt", 'openedAt', "openedAt",
    'acknowledgedAt', "acknowledgedAt", 'resolvedAt', "resolvedAt", 'quietSince', "quietSince",
    'life', coalesce(life, '{}'::jsonb))
  from jsonb_to_record(state) as told (
    title jsonb, status jsonb, "startedAt" jsonb, "openedAt" jsonb, "acknowledgedAt" jsonb,
    "resolvedAt" jsonb, "quietSince" jsonb, life jsonb))`;

/** What is to be mended because of it; its postmortem is no repair. */
const FOLLOW_UPS: RawBuilder<number> = sql<number>`(
  select count(*) from task
  where task.incident_id = incident.id and task.type = 'followup' and task.state <> 'dropped'
    and task.key is distinct from ${POSTMORTEM_KEY})`;

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
  readonly is_first: boolean;
};

/** The incident had called the same person before; in the same moment it was the page with the lower number. */
const CALLED_BEFORE: RawBuilder<boolean> = sql<boolean>`exists (
  select 1 from page as earlier
  where earlier.incident_id = page.incident_id and earlier.state = 'sent'
    and earlier.kind <> 'ask' and earlier.target ->> 'person' = page.target ->> 'person'
    and (earlier.created_at, earlier.id) < (page.created_at, page.id))`;

/**
 * Pages of these services that arrived at people in the span, drills left out, oldest first. Who is asked whether they
 * still have an incident was not called by it.
 */
export async function pastPages(
  connection: Connection,
  services: readonly string[],
  { start, end }: Span,
): Promise<readonly PastPage[]> {
  const { rows } = await sql<PageRow>`
    select page.incident_id, incident.service, incident.key, page.target ->> 'person' as person,
      page.created_at, page.urgency, not ${CALLED_BEFORE} as is_first
    from page join incident on incident.id = page.incident_id
    where page.created_at >= ${moment(start)} and page.created_at < ${moment(end)}
      and page.state = 'sent' and page.kind <> 'ask' and page.target ->> 'kind' = 'person'
      and incident.drill is not true and incident.service = any(${[...services]}::text[])
    order by page.id`.execute(connection);
  return rows.map(({ incident_id, service, key, person, created_at, urgency, is_first }) => ({
    incident: incident_id,
    service,
    alert: alertOfKey(key),
    person,
    at: created_at.toMillis(),
    urgency,
    isFirst: is_first,
  }));
}

function moment(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: "utc" });
}
