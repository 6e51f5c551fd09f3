import { type DateTime, Duration } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { AlertListing } from "#domain/alert/alert.ts";
import { compareWithListing } from "#domain/alert/missing-alerts.ts";
import type { Source } from "#domain/alert/source.ts";
import type { Engine } from "#engine/engine.ts";
import { firingAlerts, saveAlerts } from "#store/alert/alerts.ts";
import { lockSource, noteListing, sourceStates, watchSources } from "#store/alert/sources.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import { enqueue } from "#store/job/jobs.ts";
import { findStale } from "./find-stale.ts";
import { forgetHeartbeats, listenForHeartbeat } from "./heartbeat.ts";
import type { AlertNews } from "./place-news.ts";
import { updateIncidents } from "./update-incidents.ts";

const WITHOUT_API = Duration.fromObject({ minutes: 1 });

/** Begins to watch every configured source; those already watched go on. */
export async function startWatching(engine: Engine): Promise<void> {
  const sources = [...engine.configuration().sources.values()];
  const watched = sources.map(({ id, heartbeat }) => {
    return { source: id, heartbeat: heartbeat?.alertname ?? null };
  });
  await watchSources(engine.database, watched);
  await engine.database.transaction(async (tx) => {
    const now = await readClock(tx);
    await forgetHeartbeats(engine, tx, now);
    for (const { id } of sources) await watchAgain(tx, id, now);
  });
}

/** Compares our alerts with the source's own API, listens for its heartbeat, and books the next look. */
export async function watchSource(engine: Engine, id: string): Promise<void> {
  const source = engine.configuration().sources.get(id);
  if (source === undefined) return;
  const listing = source.api === undefined ? null : await list(engine, source);
  await engine.database.transaction(async (tx) => {
    const now = await readClock(tx);
    if ((await lockSource(tx, id)) !== null) {
      if (listing !== null) await compare(engine, tx, { source, listing, now });
      await lookAtState(engine, tx, source, now);
    }
    await watchAgain(tx, id, now.plus(lookEvery(source)));
  });
}

async function lookAtState(
  engine: Engine,
  tx: Transaction,
  source: Source,
  now: DateTime,
): Promise<void> {
  const state = (await sourceStates(tx)).get(source.id);
  if (state === undefined) return;
  await listenForHeartbeat(engine, tx, { source, state, now });
  await findStale(engine, tx, { source, state, now });
}

/** Often enough to notice a heartbeat that may be missing for less than the time between two looks. */
function lookEvery({ api, heartbeat }: Source): Duration {
  const every = api?.every ?? WITHOUT_API;
  return heartbeat === undefined || every < heartbeat.within ? every : heartbeat.within;
}

async function watchAgain(tx: Transaction, source: string, at: DateTime): Promise<void> {
  const lane = `watch:${source}`;
  await enqueue(tx, [{ lane, kind: "watch", payload: { source }, runAt: at, dedupe: "watch" }]);
}

async function list(engine: Engine, source: Source): Promise<AlertListing | Error> {
  try {
    return await engine.readers[source.type].list(source);
  } catch (error) {
    engine.logger.warn({ source: source.id, err: error }, "alert source not readable");
    return error instanceof Error ? error : new Error(String(error));
  }
}

type Look = {
  readonly source: Source;
  readonly listing: AlertListing | Error;
  readonly now: DateTime;
};

async function compare(
  engine: Engine,
  tx: Transaction,
  { source, listing, now }: Look,
): Promise<void> {
  await noteListing(tx, source.id, listing instanceof Error ? listing.message : null);
  if (listing instanceof Error) return;
  const firing = await firingAlerts(tx, source.id);
  const changes = compareWithListing(firing, listing, now);
  await saveAlerts(
    tx,
    changes.map(({ alert }) => alert),
  );
  const by: Actor = { kind: "source", source: source.id };
  const news = changes.flatMap(({ alert, change }): readonly AlertNews[] => {
    switch (change) {
      case "muted":
      case "unmuted":
        return [{ kind: change, alert }];
      case "ended while muted":
        return [{ kind: "ended", alert }];
      case "seen":
      case "absent":
        return [];
    }
  });
  await updateIncidents(engine, tx, { by, now, news });
}
