import { sql } from "kysely";
import type { DateTime } from "luxon";
import type { Connection, Database } from "#store/database/database.ts";

/** What is to be exported next: everything that ended after the one moment and not after the other. */
export type Window = { readonly from: DateTime; readonly until: DateTime };

/** An incident as its trace is named by. */
type Traced = { readonly incident: number; readonly openedAt: DateTime };

export type DeliveryRow = Traced & {
  readonly delivery: number;
  readonly source: string;
  readonly receivedAt: DateTime;
  readonly toldAt: DateTime;
  /** Whether no delivery changed the incident before it. */
  readonly isFirst: boolean;
};

export type EventRow = Traced & {
  readonly id: number;
  readonly kind: string;
  readonly at: DateTime;
  /** Nobody delivered it, so that its trace begins with its opening. */
  readonly isUndelivered: boolean;
};

export type PageRow = Traced & {
  readonly page: number;
  readonly target: string;
  readonly state: string;
  readonly error: string | null;
  readonly createdAt: DateTime;
  readonly settledAt: DateTime;
};

const LEASE_SECONDS = 60;
/** Whoever does not take them is not asked sooner, by no process: each time all that is waiting is read anew. */
const REST_SECONDS = 30;
/** What ended just now may be in a transaction that is not committed yet. */
const LAG_SECONDS = 10;
/** What could not be exported for so long is left out. */
const OLDEST_SECONDS = 600;

/** Null while another process exports, and when there is nothing to export yet. It begins with now. */
export async function claimWindow({ kysely }: Database): Promise<Window | null> {
  await sql`
    insert into trace_export (exported_until) values (muster_now())
    on conflict do nothing`.execute(kysely);
  const { rows } = await sql<Window>`
    update trace_export
    set claimed_until = muster_now() + make_interval(secs => ${LEASE_SECONDS})
    where coalesce(claimed_until < muster_now(), true)
      and exported_until < muster_now() - make_interval(secs => ${LAG_SECONDS})
    returning
      greatest(exported_until, muster_now() - make_interval(secs => ${OLDEST_SECONDS})) as "from",
      muster_now() - make_interval(secs => ${LAG_SECONDS}) as "until"`.execute(kysely);
  return rows[0] ?? null;
}

/** Lets others export: what is left at once when it was done until that moment, and after a rest when it was not. */
export async function leaveWindow({ kysely }: Database, until: DateTime | null): Promise<void> {
  const rest = sql`muster_now() + make_interval(secs => ${REST_SECONDS})`;
  // Who took longer than its lease must not undo what another one has done since.
  await sql`
    update trace_export
    set
      claimed_until = ${until === null ? rest : sql`null`},
      exported_until = greatest(exported_until, ${until}::timestamptz)`.execute(kysely);
}

export async function deliveriesIn(
  connection: Connection,
  { from, until }: Window,
): Promise<readonly DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`
    select
      incident_id as incident, incident.opened_at as "openedAt", delivery_id as delivery, source,
      received_at as "receivedAt", told_at as "toldAt",
      not exists (
        select from delivery_incident as earlier
        where earlier.incident_id = told.incident_id and earlier.delivery_id < told.delivery_id
      ) as "isFirst"
    from delivery_incident as told join incident on incident.id = incident_id
    where told_at > ${from} and told_at <= ${until}`.execute(connection);
  return rows;
}

export async function eventsIn(
  connection: Connection,
  { from, until }: Window,
  most: number,
): Promise<readonly EventRow[]> {
  const { rows } = await sql<EventRow>`
    select
      timeline.id, incident_id as incident, incident.opened_at as "openedAt", kind, at,
      not exists (
        select from delivery_incident as told where told.incident_id = timeline.incident_id
      ) as "isUndelivered"
    from timeline join incident on incident.id = incident_id
    where timeline.id > (select coalesce(max(id), 0) - ${most}::bigint from timeline)
      and at > ${from} and at <= ${until}`.execute(connection);
  return rows;
}

export async function pagesIn(
  connection: Connection,
  { from, until }: Window,
  most: number,
): Promise<readonly PageRow[]> {
  const { rows } = await sql<PageRow>`
    select
      page.id as page, incident_id as incident, incident.opened_at as "openedAt",
      coalesce(target->>'person', target->>'channel') as target,
      page.state, page.error, page.created_at as "createdAt", page.settled_at as "settledAt"
    from page join incident on incident.id = incident_id
    where page.id > (select coalesce(max(id), 0) - ${most}::bigint from page)
      and settled_at > ${from} and settled_at <= ${until}`.execute(connection);
  return rows;
}

/** When incidents were opened, by their numbers. */
export async function openingsOf(
  connection: Connection,
  incidents: readonly number[],
): Promise<ReadonlyMap<number, DateTime>> {
  if (incidents.length === 0) return new Map();
  const rows = await connection
    .selectFrom("incident")
    .select(["id", "opened_at"])
    .where("id", "in", incidents)
    .execute();
  return new Map(rows.map(({ id, opened_at: at }) => [id, at]));
}
