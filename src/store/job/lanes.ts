import { sql } from "kysely";
import { DateTime, Duration } from "luxon";
import type { Database, Transaction } from "#store/database/database.ts";
import { sqlStateOf, sqlStates } from "#store/database/sql-state.ts";
import { sendJobs } from "./jobs.ts";

export interface Job {
  readonly id: number;
  readonly kind: string;
  readonly payload: object;
  readonly runAt: DateTime;
  /** How often it failed so far. */
  readonly attempts: number;
  readonly createdAt: DateTime;
}

/** A lane leased to one worker, and what is to be done there now: jobs of one kind, oldest first. */
export interface Claim {
  readonly lane: string;
  readonly token: number;
  readonly leaseSeconds: number;
  readonly now: DateTime;
  readonly jobs: readonly Job[];
}

export interface ClaimOptions {
  readonly owner: string;
  readonly leaseSeconds: number;
  /** The classes of lanes to look at; pages have workers of their own, so bulk never stands before them. */
  readonly classes: readonly string[];
  /** The most jobs to take at once. */
  readonly limit?: number | undefined;
}

export interface Outcome {
  readonly done: readonly number[];
  readonly retry?: readonly Retry[] | undefined;
  /** Nothing more is done in this lane before. */
  readonly pauseUntil?: DateTime | undefined;
}

interface Retry {
  readonly id: number;
  readonly runAt: DateTime;
  readonly error: string;
}

/** What a worker found. */
export interface Finding {
  /** The lane that has waited longest, or null when nothing is to be done. */
  readonly claim: Claim | null;
  /**
   * The time until another lane can be claimed, not positive if one is due now; null when none is in sight. A lane that
   * somebody has leased is not: whoever waits for the end of a lease looks again from time to time.
   */
  readonly untilNext: Duration | null;
}

/** Looks for something to do, and leases its lane. */
export async function findWork(database: Database, options: ClaimOptions): Promise<Finding> {
  for (;;) {
    const { lease, untilNext } = await leaseLane(database, options);
    if (lease === null) return { claim: null, untilNext };
    // A separate statement: it must see what was committed before the lease was granted.
    const jobs = await takeJobs(database, lease.lane, options.limit ?? 50);
    const claim = { ...lease, leaseSeconds: options.leaseSeconds, jobs };
    if (jobs.length > 0) return { claim, untilNext };
    // Its jobs were cancelled.
    await database.transaction((tx) => finish(tx, claim, { done: [] }));
  }
}

/**
 * Records what became of the jobs and gives the lane back.
 *
 * It returns false and changes nothing when the lease was lost meanwhile; the caller then rolls back.
 * Inside a larger transaction it comes last, because it locks the lane.
 */
export async function finish(tx: Transaction, held: Claim, outcome: Outcome): Promise<boolean> {
  await sendJobs(tx);
  if (!(await lockLane(tx, held))) return false;
  const retry = outcome.retry ?? [];
  const paused = latest([...retry.map((job) => job.runAt), outcome.pauseUntil ?? null]);
  const firstRetry = DateTime.min(...retry.map((job) => job.runAt)) ?? null;
  const touched = [...outcome.done, ...retry.map((job) => job.id)];
  // A statement after the lock: it sees every job whose sender held the lane before us.
  await sql`
    with gone as (
      delete from job where lane = ${held.lane} and id = any(${outcome.done}::bigint[])
    ), later as (
      update job set run_at = retry.run_at, attempts = attempts + 1, last_error = retry.error
      from unnest(
        ${retry.map((job) => job.id)}::bigint[],
        ${retry.map((job) => job.runAt)}::timestamptz[],
        ${retry.map((job) => job.error)}::text[]
      ) as retry (id, run_at, error)
      where job.lane = ${held.lane} and job.id = retry.id
    ), rest as (
      select min(run_at) as first from job
      where lane = ${held.lane} and id <> all(${touched}::bigint[])
    )
    update lane set
      lease_until = null,
      leased_by = null,
      paused_until = ${paused}::timestamptz,
      ready_at = greatest(
        ${paused}::timestamptz,
        coalesce(least(rest.first, ${firstRetry}::timestamptz), 'infinity')
      )
    from rest
    where lane.name = ${held.lane}`.execute(tx);
  return true;
}

/** Keeps the lane for another lease; false when somebody else has it by now. */
export async function extend(database: Database, held: Claim): Promise<boolean> {
  const { numUpdatedRows } = await database.kysely
    .updateTable("lane")
    .set({ lease_until: sql`muster_now() + make_interval(secs => ${held.leaseSeconds})` })
    .where("name", "=", held.lane)
    .where("token", "=", held.token)
    .where("lease_until", "is not", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

type Lease = Pick<Claim, "lane" | "token" | "now">;

interface Leased {
  readonly lease: Lease | null;
  readonly untilNext: Duration | null;
}

/** Another worker's or sender's short lock is no reason to wait; this long, and the lane is overdue. */
const overdue = Duration.fromObject({ milliseconds: 250 });

/**
 * In a storm some sender holds the lane's row at any moment, so skipping locked rows would pass by for ever.
 * One that is overdue is therefore waited for: the database grants row locks in order.
 */
async function leaseLane(database: Database, options: ClaimOptions): Promise<Leased> {
  const found = await tryToLease(database, options, { wait: false });
  if (found.lease !== null || found.untilNext === null) return found;
  if (found.untilNext > overdue.negate()) return found;
  try {
    return await tryToLease(database, options, { wait: true });
  } catch (error) {
    if (sqlStateOf(error) === sqlStates.lockNotAvailable) return found;
    throw error;
  }
}

type Row = { [Key in keyof Lease]: Lease[Key] | null } & { readonly msUntilNext: number | null };

async function tryToLease(
  database: Database,
  options: ClaimOptions,
  { wait }: { readonly wait: boolean },
): Promise<Leased> {
  const { owner, leaseSeconds, classes } = options;
  const isClaimable = sql`
    ready_at <= muster_now() - make_interval(secs => ${wait ? overdue.as("seconds") : 0})
    and (lease_until is null or lease_until <= muster_now())`;
  // Class by class, because the index gives the first lane of each without reading all the others. The first ones are
  // locked together, for the length of this statement; that waits for nobody, so the order of these locks is free. To
  // wait, only the row that is wanted is locked, by the update, which looks at it again once it has it.
  const { rows } = await sql<Row>`
    with wanted as (
      select unnest(${classes}::text[]) as class
    ), leased as (
      update lane set
        token = nextval('lane_token'),
        leased_by = ${owner},
        lease_until = muster_now() + make_interval(secs => ${leaseSeconds})
      where ${isClaimable} and name = (
        select due.name from wanted cross join lateral (
          select name, ready_at from lane where lane.class = wanted.class and ${isClaimable}
          order by ready_at limit 1
          ${wait ? sql`` : sql`for update skip locked`}
        ) as due
        order by due.ready_at limit 1
      )
      returning name, token
    )
    select leased.name as lane, leased.token, muster_now() as now, (
      select extract(epoch from min(next.ready_at) - muster_now())::float8 * 1000
      from wanted cross join lateral (
        select ready_at from lane
        where lane.class = wanted.class and ready_at < 'infinity'
          and (lease_until is null or lease_until <= muster_now())
          and name is distinct from leased.name
        order by ready_at limit 1
      ) as next
    ) as "msUntilNext"
    from (select) as always left join leased on true`.execute(database.kysely);
  const [row] = rows;
  if (row === undefined) throw new Error("The database says nothing");
  const { lane, token, now, msUntilNext } = row;
  const lease = lane === null || token === null || now === null ? null : { lane, token, now };
  return { lease, untilNext: msUntilNext === null ? null : Duration.fromMillis(msUntilNext) };
}

/** The oldest due jobs as long as they are of one kind; from now on their like is a new job. */
async function takeJobs(database: Database, lane: string, limit: number): Promise<readonly Job[]> {
  // What runs has already been told to look at the truth, so it must not swallow a later request.
  const { rows } = await sql<Job>`
    with due as (
      select id, kind, payload, run_at, attempts, created_at, dedupe from job
      where lane = ${lane} and run_at <= muster_now()
      order by id limit ${limit}
    ), taken as (
      select * from due
      where id < all (select id from due where kind <> (select kind from due order by id limit 1))
    ), cleared as (
      update job set dedupe = null from taken where job.id = taken.id and taken.dedupe is not null
    )
    select id, kind, payload, run_at as "runAt", attempts, created_at as "createdAt"
    from taken order by id`.execute(database.kysely);
  return rows;
}

async function lockLane(tx: Transaction, held: Claim): Promise<boolean> {
  const row = await tx
    .selectFrom("lane")
    .select("name")
    .where("name", "=", held.lane)
    .where("token", "=", held.token)
    .where("lease_until", "is not", null)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

function latest(moments: readonly (DateTime | null)[]): DateTime | null {
  const known = moments.filter((moment) => moment !== null);
  return DateTime.max(...known) ?? null;
}
