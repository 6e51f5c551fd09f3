import { type Selectable, sql } from "kysely";
import type { DateTime } from "luxon";
import { z } from "zod";
import type { Episode } from "#domain/impairment-episode.ts";
import { FLAPS_WITHIN } from "#domain/impairment-episode.ts";
import { Instant } from "#domain/schema.ts";
import { musterNow } from "#store/database/clock.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import type { ImpairmentTables } from "#store/tables/impairment-tables.ts";

const SeenBy = z.record(z.string(), Instant);

/** Those that are open or ended so lately that they may come back; nobody else changes any meanwhile. */
export async function lockEpisodes(tx: Transaction): Promise<readonly Episode[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended('impairments', 0))`.execute(tx);
  const rows = await tx
    .selectFrom("impairment")
    .selectAll()
    .where((where) =>
      where.or([
        where("ended_at", "is", null),
        where(
          "ended_at",
          ">",
          sql<DateTime>`muster_now() - make_interval(mins => ${FLAPS_WITHIN.minutes})`,
        ),
      ]),
    )
    .orderBy("id")
    .execute();
  return rows.map(episodeOf);
}

/** Those that are open, the oldest first. */
export async function openEpisodes(connection: Connection): Promise<readonly Episode[]> {
  const rows = await connection
    .selectFrom("impairment")
    .selectAll()
    .where("ended_at", "is", null)
    .orderBy("id")
    .execute();
  return rows.map(episodeOf);
}

export async function readEpisodes(
  connection: Connection,
  ids: readonly number[],
): Promise<readonly Episode[]> {
  if (ids.length === 0) return [];
  const rows = await connection
    .selectFrom("impairment")
    .selectAll()
    .where("id", "in", ids)
    .orderBy("id")
    .execute();
  return rows.map(episodeOf);
}

/** Keeps it as it is now; returns its id. */
export async function saveEpisode(tx: Transaction, episode: Episode): Promise<number> {
  const { id, part, key, words, consequence, fix, severity } = episode;
  const row = {
    part,
    key,
    words,
    consequence,
    fix,
    severity,
    began_at: episode.beganAt,
    ended_at: episode.endedAt,
    told_as: episode.toldAs,
    seen_by: JSON.stringify(episode.seenBy),
  };
  if (id !== null) {
    await tx.updateTable("impairment").set(row).where("id", "=", id).execute();
    return id;
  }
  const kept = await tx
    .insertInto("impairment")
    .values(row)
    .returning("id")
    .executeTakeFirstOrThrow();
  return kept.id;
}

/** What has been over for a month is of no use to anybody. */
export async function dropOldEpisodes(connection: Connection): Promise<void> {
  await connection
    .deleteFrom("impairment")
    .where("ended_at", "<", sql<DateTime>`${musterNow()} - interval '30 days'`)
    .execute();
}

function episodeOf(row: Selectable<ImpairmentTables["impairment"]>): Episode {
  const { began_at: beganAt, ended_at: endedAt, told_as: toldAs, seen_by: seenBy, ...rest } = row;
  return { ...rest, beganAt, endedAt, toldAs, seenBy: SeenBy.parse(seenBy) };
}
