import { sql } from "kysely";
import type { Database } from "#store/database/database.ts";

/** How a class of lanes is doing, for metrics. */
export interface Backlog {
  readonly class: string;
  /** Lanes in which something is due. */
  readonly lanes: number;
  /** How long the one that waits longest has been due. */
  readonly oldestSeconds: number;
}

export interface Upkeep {
  /** Empty lanes removed. */
  readonly removed: number;
  /** Lanes whose due jobs would never have been found; not zero means a bug. */
  readonly healed: number;
}

const batch = 1_000;

export async function oldestDue(database: Database): Promise<readonly Backlog[]> {
  const { rows } = await sql<Backlog>`
    select class, count(*)::int as lanes,
      extract(epoch from muster_now() - min(ready_at))::float8 as "oldestSeconds"
    from lane where ready_at <= muster_now()
    group by class order by class`.execute(database.kysely);
  return rows;
}

/** Removes empty lanes, and finds jobs that no lane leads to; a bounded amount at a time. */
export async function tidyLanes(database: Database): Promise<Upkeep> {
  return database.transaction(async (tx) => {
    const removed = await sql`
      delete from lane where name in (
        select name from lane
        where ready_at = 'infinity' and lease_until is null
          and (paused_until is null or paused_until <= muster_now())
        limit ${batch} for update skip locked
      )`.execute(tx);
    const healed = await sql`
      insert into lane (name, ready_at)
      select job.lane, min(job.run_at)
      from job left join lane on lane.name = job.lane
      where job.run_at < muster_now() - interval '1 minute'
        and (lane.name is null or (lane.ready_at > greatest(job.run_at, lane.paused_until) and lane.lease_until is null))
      group by job.lane order by job.lane limit ${batch}
      on conflict (name) do update set
        ready_at = greatest(lane.paused_until, least(lane.ready_at, excluded.ready_at))`.execute(
      tx,
    );
    return { removed: Number(removed.numAffectedRows), healed: Number(healed.numAffectedRows) };
  });
}
