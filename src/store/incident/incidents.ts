import { sql, type RawBuilder } from "kysely";
import type { DateTime, Duration } from "luxon";
import { Incident, IncidentId } from "#domain/incident/incident.ts";
import { peopleIn } from "#domain/incident/people-in.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import {
  outlineFrom,
  outlines,
  type IncidentOutline,
  type OutlineRow,
} from "./incident-outline.ts";
import { IS_OPEN, openHosts } from "./merging.ts";

/**
 * For each key its open incident, that into which it was merged, or the last one that was resolved after `since`.
 *
 * A statement after the one that locks the keys: it sees what was opened while that one waited.
 */
export async function incidentsOfKeys(
  tx: Transaction,
  keys: readonly string[],
  since: DateTime,
): Promise<ReadonlyMap<string, IncidentId>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<{ key: string; id: number; status: string }>`
    select wanted.key, newest.id, newest.status
    from unnest(${keys}::text[]) as wanted (key)
    cross join lateral (
      select id, status from incident
      where md5(incident.key) = md5(wanted.key) and incident.key = wanted.key
        and (status <> 'resolved' or resolved_at > ${since})
      order by id desc limit 1
    ) as newest`.execute(tx);
  const found = rows.map((row) => ({ ...row, id: IncidentId.parse(row.id) }));
  const merged = found.filter(({ status }) => status === "merged");
  const hosts = await openHosts(
    tx,
    merged.map(({ id }) => id),
  );
  return new Map(
    found.flatMap(({ key, id, status }) => {
      const there = status === "merged" ? hosts.get(id) : id;
      return there === undefined ? [] : [[key, there]];
    }),
  );
}

/** Locked in the order of their numbers, by which nobody deadlocks. */
export async function lockIncidents(
  tx: Transaction,
  ids: readonly IncidentId[],
): Promise<readonly Incident[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom("incident")
    .select("state")
    .where("id", "in", ids)
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map(({ state }) => Incident.parse(state));
}

export async function lockIncident(tx: Transaction, id: IncidentId): Promise<Incident | null> {
  const row = await tx
    .selectFrom("incident")
    .select("state")
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : Incident.parse(row.state);
}

export async function readIncident(
  connection: Connection,
  id: IncidentId,
): Promise<Incident | null> {
  const row = await connection
    .selectFrom("incident")
    .select("state")
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : Incident.parse(row.state);
}

/** Takes an incident whose state cannot be read, in outline. */
type OnUnreadable = (outline: IncidentOutline) => void;

/** Incidents that are not over, newest first; one that cannot be read is handed over, or throws. */
export async function openIncidents(
  connection: Connection,
  limit: number,
  onUnreadable?: OnUnreadable,
): Promise<readonly Incident[]> {
  const rows = await outlines(connection)
    .select("state")
    .where(IS_OPEN)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.flatMap((row) => readable(row, onUnreadable));
}

export async function openIncidentIds(
  connection: Connection,
  limit: number,
): Promise<readonly IncidentId[]> {
  const rows = await connection
    .selectFrom("incident")
    .select("id")
    .where(IS_OPEN)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => IncidentId.parse(id));
}

/** Which of these are not over. */
export async function openAmong(
  connection: Connection,
  ids: readonly IncidentId[],
): Promise<readonly IncidentId[]> {
  if (ids.length === 0) return [];
  const rows = await connection
    .selectFrom("incident")
    .select("id")
    .where("id", "in", ids)
    .where(IS_OPEN)
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => IncidentId.parse(id));
}

/** Incidents with these ids, in no order; one that cannot be read is handed over, or throws. */
export async function readIncidents(
  connection: Connection,
  ids: readonly IncidentId[],
  onUnreadable?: OnUnreadable,
): Promise<readonly Incident[]> {
  if (ids.length === 0) return [];
  const rows = await outlines(connection).select("state").where("id", "in", ids).execute();
  return rows.flatMap((row) => readable(row, onUnreadable));
}

function readable(
  { state, ...columns }: OutlineRow & { readonly state: unknown },
  onUnreadable: OnUnreadable | undefined,
): readonly Incident[] {
  if (onUnreadable === undefined) return [Incident.parse(state)];
  const read = Incident.safeParse(state);
  if (read.success) return [read.data];
  onUnreadable(outlineFrom(columns));
  return [];
}

/** The numbers of the next incidents; numbers of transactions that fail are left out. */
export async function nextIncidentIds(
  tx: Transaction,
  count: number,
): Promise<readonly IncidentId[]> {
  if (count === 0) return [];
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('incident', 'id')) as id
    from generate_series(1, ${count}::int)`.execute(tx);
  return rows.map(({ id }) => IncidentId.parse(id));
}

export async function insertIncidents(
  tx: Transaction,
  incidents: readonly Incident[],
): Promise<void> {
  if (incidents.length === 0) return;
  await sql`insert into incident select * from ${recordset(incidents)}`.execute(tx);
}

export async function saveIncidents(
  tx: Transaction,
  incidents: readonly Incident[],
): Promise<void> {
  if (incidents.length === 0) return;
  await sql`
    update incident set
      service = now.service, status = now.status, severity = now.severity,
      resolved_at = now.resolved_at, state = now.state, merged_into = now.merged_into,
      people = now.people, drill = now.drill
    from ${recordset(incidents)} as now
    where incident.id = now.id`.execute(tx);
}

function recordset(incidents: readonly Incident[]): RawBuilder<unknown> {
  const rows = incidents.map((incident) => ({
    id: incident.id,
    key: incident.key,
    service: incident.service,
    status: incident.status,
    severity: incident.severity,
    opened_at: incident.openedAt,
    resolved_at: incident.resolvedAt,
    state: incident,
    merged_into: incident.mergedInto ?? null,
    people: peopleIn(incident),
    drill: incident.life.isDrill,
  }));
  return sql`jsonb_populate_recordset(null::incident, ${JSON.stringify(rows)}::jsonb)`;
}

/**
 * Open incidents that want to be looked at again and that no timer leads to: none is booked between a little
 * ago and a little after their time.
 */
export async function forgottenIncidents(
  tx: Transaction,
  {
    quietPeriod,
    tolerance,
    limit,
  }: { readonly quietPeriod: Duration; readonly tolerance: Duration; readonly limit: number },
): Promise<readonly IncidentId[]> {
  const late = sql`make_interval(secs => ${tolerance.as("seconds")})`;
  const { rows } = await sql<{ id: number }>`
    select id from (
      select id, coalesce(
        (state ->> 'quietSince')::timestamptz + make_interval(secs => ${quietPeriod.as("seconds")}),
        (state #>> '{paging,nextAt}')::timestamptz
      ) as due_at
      from incident where ${IS_OPEN}
    ) as open
    where due_at is not null and not exists (
      select from job
      where lane = 'tick:' || open.id and kind = 'tick'
        and run_at > muster_now() - ${late}
        and run_at <= greatest(due_at, muster_now()) + ${late}
    )
    order by id limit ${limit}`.execute(tx);
  return rows.map(({ id }) => IncidentId.parse(id));
}
