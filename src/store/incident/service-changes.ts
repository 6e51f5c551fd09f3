import { sql, type Selectable } from "kysely";
import type { DateTime, Duration } from "luxon";
import { IncidentId } from "#domain/incident/incident.ts";
import type { ServiceChange } from "#domain/service-change.ts";
import type { Connection, Database, Transaction } from "#store/database/database.ts";
import type { ServiceChangeTables } from "#store/tables/service-change-tables.ts";
import { IS_OPEN } from "./merging.ts";

type Row = Selectable<ServiceChangeTables["service_change"]>;
type Key = Pick<ServiceChange, "source" | "id">;

const DROPPED_AT_ONCE = 1000;
const MOST_INCIDENTS = 1000;

/** What is known of a change; whoever tells of the same one meanwhile waits for this transaction. */
export async function lockServiceChange(
  tx: Transaction,
  { source, id }: Key,
): Promise<ServiceChange | null> {
  const name = JSON.stringify(["service change", source, id]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
  const row = await tx
    .selectFrom("service_change")
    .selectAll()
    .where("source", "=", source)
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

export async function saveServiceChange(tx: Transaction, change: ServiceChange): Promise<void> {
  const { source, id, ...values } = toRow(change);
  await tx
    .insertInto("service_change")
    .values({ source, id, ...values })
    .onConflict((conflict) => conflict.columns(["source", "id"]).doUpdateSet(values))
    .execute();
}

/** What was done to a service in the time before that moment, newest first; what is only planned was not. */
export async function serviceChangesBefore(
  connection: Connection,
  service: string,
  { moment, lookBack, limit }: { moment: DateTime; lookBack: Duration; limit: number },
): Promise<readonly ServiceChange[]> {
  const rows = await connection
    .selectFrom("service_change")
    .selectAll()
    .where(sql<boolean>`${service} = any(services)`)
    .where("status", "<>", "planned")
    .where("at", "<=", moment)
    .where(sql<boolean>`greatest(at, ended_at) >= ${moment.minus(lookBack)}`)
    .orderBy("at", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** Open incidents before whose start of impact the change lies, and not too long. */
export async function openIncidentsAfter(
  tx: Transaction,
  { services, at, endedAt }: ServiceChange,
  lookBack: Duration,
): Promise<readonly IncidentId[]> {
  const latest = (endedAt === null || endedAt < at ? at : endedAt).plus(lookBack);
  const startedAt = sql<DateTime>`(state ->> 'startedAt')::timestamptz`;
  const rows = await tx
    .selectFrom("incident")
    .select("id")
    .where("service", "in", services)
    .where(IS_OPEN)
    .where(startedAt, ">=", at)
    .where(startedAt, "<=", latest)
    .orderBy("id")
    .limit(MOST_INCIDENTS)
    .execute();
  return rows.map(({ id }) => IncidentId.parse(id));
}

/** Drops changes that are too old to be the cause of anything, a bounded amount at a time. */
export async function dropOldServiceChanges(
  { kysely }: Database,
  keptFor: Duration,
): Promise<void> {
  await sql`
    delete from service_change where (source, id) in (
      select source, id from service_change
      where at < muster_now() - make_interval(secs => ${keptFor.as("seconds")})
      order by at limit ${DROPPED_AT_ONCE} for update skip locked
    )`.execute(kysely);
}

function fromRow({ ended_at: endedAt, done_by: by, told_at: toldAt, ...row }: Row): ServiceChange {
  return { ...row, endedAt, by, toldAt };
}

function toRow({ endedAt, by, toldAt, ...change }: ServiceChange): Row {
  return { ...change, ended_at: endedAt, done_by: by, told_at: toldAt };
}
