import { sql } from "kysely";
import type { DateTime } from "luxon";
import type { Transaction } from "#store/database/database.ts";
import { beforeCommit, noteJobsSent } from "#store/database/transaction.ts";

export interface NewJob {
  /** A class, a colon and a key: `page:C0123`. Jobs of one lane are done one after the other. */
  readonly lane: string;
  readonly kind: string;
  readonly payload: object;
  /** Now, unless it is a timer. */
  readonly runAt?: DateTime | undefined;
  /** A waiting job of this lane with the same one is moved forward instead of adding another. */
  readonly dedupe?: string | undefined;
}

export type JobSelection =
  | { readonly dedupe: string }
  | { readonly lanes: readonly string[]; readonly kinds: readonly string[] };

/** What a transaction is to put into lanes at its end. */
const unsent = new WeakMap<Transaction, NewJob[]>();

/**
 * Puts jobs into their lanes; they exist once the transaction commits.
 *
 * That is done at its very end, for all of them at once: in a storm everybody wants the same few lanes, and whoever has
 * locked one keeps all the others waiting until its commit.
 */
export async function enqueue(tx: Transaction, jobs: readonly NewJob[]): Promise<void> {
  if (jobs.length === 0) return;
  const waiting = unsent.get(tx);
  if (waiting !== undefined) return void waiting.push(...jobs);
  unsent.set(tx, [...jobs]);
  beforeCommit(tx, () => sendJobs(tx));
}

/**
 * Sends what was enqueued so far, for whoever must lock a lane after that.
 *
 * Lanes are locked before jobs and in one order, everywhere, so that two transactions seldom deadlock.
 */
export async function sendJobs(tx: Transaction): Promise<void> {
  const jobs = unsent.get(tx)?.splice(0) ?? [];
  if (jobs.length === 0) return;
  await insertJobs(tx, jobs);
  noteJobsSent(tx, jobs.map(classOf));
}

/** Takes back jobs, timers above all; what already runs is not stopped and must look at the truth itself. */
export async function cancel(tx: Transaction, selection: JobSelection): Promise<number> {
  const kept = unsent.get(tx)?.filter((job) => !isSelected(job, selection)) ?? [];
  const unmade = unsent.get(tx)?.splice(0, Number.POSITIVE_INFINITY, ...kept).length ?? 0;
  return unmade - kept.length + (await deleteJobs(tx, selection));
}

function isSelected({ lane, kind, dedupe }: NewJob, selection: JobSelection): boolean {
  if ("dedupe" in selection) return dedupe === selection.dedupe;
  return selection.lanes.includes(lane) && selection.kinds.includes(kind);
}

async function deleteJobs(tx: Transaction, selection: JobSelection): Promise<number> {
  if ("dedupe" in selection) {
    const { numDeletedRows } = await tx
      .deleteFrom("job")
      .where("dedupe", "=", selection.dedupe)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }
  const { lanes, kinds } = selection;
  if (lanes.length === 0) return 0;
  await tx
    .selectFrom("lane")
    .select("name")
    .where("name", "in", lanes)
    .orderBy("name")
    .forUpdate()
    .execute();
  const { numDeletedRows } = await tx
    .deleteFrom("job")
    .where("lane", "in", lanes)
    .where("kind", "in", kinds)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** As the database reads it from the lane's name. */
function classOf({ lane }: NewJob): string {
  const [name = ""] = lane.split(":", 1);
  return name;
}

/**
 * All lanes are opened before the first job is added, since the jobs are joined to the lanes' count. The lock on each
 * lane is kept until commit: a worker that finishes there meanwhile waits and sees the new jobs.
 */
async function insertJobs(tx: Transaction, jobs: readonly NewJob[]): Promise<void> {
  await sql`
    with opened as (
      insert into lane (name, ready_at)
      select name, coalesce(ready_at, muster_now())
      from jsonb_to_recordset(${JSON.stringify(lanesOf(jobs))}::jsonb)
        as wanted (name text, ready_at timestamptz)
      on conflict (name) do update
        set ready_at = greatest(lane.paused_until, least(lane.ready_at, excluded.ready_at))
      returning name
    )
    insert into job (lane, kind, payload, run_at, dedupe)
    select lane, kind, payload, coalesce(run_at, muster_now()), dedupe
    from (select count(*) from opened) as locked
    cross join jsonb_to_recordset(${JSON.stringify(mergeDuplicates(jobs).map(rowOf))}::jsonb)
      as wanted (lane text, kind text, payload jsonb, run_at timestamptz, dedupe text)
    on conflict (dedupe, lane) where dedupe is not null do update
      set run_at = least(job.run_at, excluded.run_at)`.execute(tx);
}

type LaneRow = { readonly name: string; readonly ready_at: DateTime | null };

/** In one order, whoever wants them. */
function lanesOf(jobs: readonly NewJob[]): readonly LaneRow[] {
  const names = [...new Set(jobs.map((job) => job.lane))].toSorted();
  return names.map((name) => ({ name, ready_at: earliest(jobs, name) }));
}

function rowOf({ lane, kind, payload, runAt, dedupe }: NewJob): object {
  return { lane, kind, payload, run_at: runAt ?? null, dedupe: dedupe ?? null };
}

/** The first moment for a lane, or null when one of its jobs is to be done now. */
function earliest(jobs: readonly NewJob[], lane: string): DateTime | null {
  const here = jobs.filter((job) => job.lane === lane);
  return here.map((job) => job.runAt ?? null).reduce(earlier);
}

/** The earlier of two moments, where null is now. */
function earlier(one: DateTime | null, other: DateTime | null): DateTime | null {
  if (one === null || other === null) return null;
  return one < other ? one : other;
}

/** One statement may not meet the same job twice. */
function mergeDuplicates(jobs: readonly NewJob[]): readonly NewJob[] {
  const merged = new Map<unknown, NewJob>();
  for (const job of jobs) {
    const key = job.dedupe === undefined ? job : JSON.stringify([job.lane, job.dedupe]);
    const known = merged.get(key) ?? job;
    const runAt = earlier(known.runAt ?? null, job.runAt ?? null);
    merged.set(key, { ...known, runAt: runAt ?? undefined });
  }
  return [...merged.values()];
}
