import { heartbeatState } from "#domain/alert/heartbeat.ts";
import { type Chain, whatAils } from "#domain/chain.ts";
import { isSelfPageMissing } from "#domain/self-page.ts";
import type { Engine } from "#engine/engine.ts";
import { oldestDeliverySeconds } from "#store/alert/deliveries.ts";
import { sourceStates } from "#store/alert/sources.ts";
import { readClock } from "#store/database/clock.ts";
import { oldestDue } from "#store/job/lane-watch.ts";
import { oldestAwaitedSeconds } from "#store/page/awaited-pages.ts";
import { oldestUnsentSeconds } from "#store/page/unsent-pages.ts";
import { lastSelfPage } from "#store/watch/self-pages.ts";

/** What happens because time passes and pages people. */
const TIMERS: readonly string[] = ["tick", "watch", "duty"];

/** Whoever looks whether it has arrived says first that it has not; this is for when nobody looks. */
const NOTED_WITHIN = { minutes: 2 };

/** What keeps an alert from becoming a page at this moment, as this process sees it; throws without a database. */
export async function lookAtChain(
  engine: Engine,
  slack: string | null,
): Promise<readonly string[]> {
  const { database } = engine;
  return whatAils({
    deliveries: await oldestDeliverySeconds(database),
    timers: await timersLate(engine),
    pages: Math.max(await oldestUnsentSeconds(database), await oldestAwaitedSeconds(database)),
    blind: await blindSources(engine),
    slack,
    selfPageMissing: await selfPageMissing(engine),
    impairments: engine.impairments.current(),
  } satisfies Chain);
}

async function timersLate({ database }: Engine): Promise<number> {
  const late = (await oldestDue(database)).filter((one) => TIMERS.includes(one.class));
  return Math.max(0, ...late.map(({ oldestSeconds }) => oldestSeconds));
}

async function blindSources({ database, configuration }: Engine): Promise<readonly string[]> {
  const now = await readClock(database.kysely);
  const states = await sourceStates(database.kysely);
  return [...configuration().sources.values()].flatMap((source) => {
    const state = states.get(source.id);
    if (state === undefined) return [];
    return heartbeatState({ ...source, ...state, now }).kind === "blind" ? [source.id] : [];
  });
}

async function selfPageMissing({ database, configuration }: Engine): Promise<boolean> {
  const { selfPage } = configuration().watch;
  if (selfPage === undefined) return false;
  const now = await readClock(database.kysely);
  return isSelfPageMissing(selfPage, await lastSelfPage(database.kysely), now.minus(NOTED_WITHIN));
}
