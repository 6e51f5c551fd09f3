import { followBudgets } from "#engine/budget/follow-budgets.ts";
import { measureIncidents } from "#engine/budget/measure-incidents.ts";
import { lookAtQuarantine } from "#engine/delivery/look-at-quarantine.ts";
import { lookAtSources } from "#engine/delivery/look-at-sources.ts";
import { followDuty } from "#engine/duty/hand-off.ts";
import { lookAtGroups } from "#engine/duty/look-at-groups.ts";
import { watchGaps } from "#engine/duty/watch-gaps.ts";
import type { Engine } from "#engine/engine.ts";
import { followImpairments } from "#engine/impairment/follow-impairments.ts";
import { lookAtDatabase } from "#engine/impairment/look-at-database.ts";
import { lookAtDisk, noteNotStored } from "#engine/impairment/look-at-disk.ts";
import { settleBudgetDays } from "#engine/learning/settle-budget-days.ts";
import { lookAtWays } from "#engine/page/look-at-ways.ts";
import { watchReach } from "#engine/page/watch-reach.ts";
import { followSelfPage } from "#engine/watch/self-page.ts";
import { oldestDeliverySeconds } from "#store/alert/deliveries.ts";
import { noteListening } from "#store/alert/listening.ts";
import { dropOldEpisodes } from "#store/impairment/impairments.ts";
import { oldestDue, tidyLanes } from "#store/job/lane-watch.ts";
import { dropOldTokens } from "#store/page/attempt-tokens.ts";
import { endNeedlessWaits, oldestAwaitedSeconds } from "#store/page/awaited-pages.ts";
import { archiveChannels } from "./archive-channels.ts";
import { auditIncidents } from "./audit.ts";
import { beats } from "./beats.ts";
import { type Background, inBackground } from "./in-background.ts";
import { lateTimers } from "./late-timers.ts";
import { RETENTION } from "./retention.ts";

const BEAT_MS = 15_000;
/** The rest is done on every fourth beat, once a minute. */
const TIDY_EVERY = 4;
const MINUTELY = [
  followDuty,
  watchGaps,
  auditIncidents,
  tidy,
  dropTokens,
  dropEpisodes,
  ...RETENTION,
  archiveChannels,
  watchReach,
  followSelfPage,
];

/** These wait for Prometheus, and nothing else may wait for it. */
const BESIDE = [followBudgets, measureIncidents, settleBudgetDays];

/** What is wrong by now, as the database knows it, and who is to hear of it. */
const LOOKS = [lookAtSources, lookAtQuarantine, lookAtWays, lookAtGroups, followImpairments];

type Task = (engine: Engine) => Promise<void>;
type TasksAt = (isMinute: boolean) => readonly Task[];

/** Measures what waits, looks for what was forgotten and tidies up, until it is stopped. */
export function startUpkeep(engine: Engine, beatMs = BEAT_MS): Background {
  function start(tasksAt: TasksAt): Background {
    return inBackground((signal) => run(engine, { beatMs, signal }, tasksAt));
  }
  const loops = [
    start((isMinute) => (isMinute ? [measure, ...MINUTELY] : [measure])),
    start((isMinute) => (isMinute ? BESIDE : [])),
    start(() => [listen, lookAtDatabase, lookAtDisk, ...LOOKS]),
  ];
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

/** What is looked at once a minute of error budgets, for whoever cannot wait for that. */
export async function lookAtBudgets(engine: Engine): Promise<void> {
  await maintain(engine, BESIDE);
}

async function run(
  engine: Engine,
  { beatMs, signal }: { readonly beatMs: number; readonly signal: AbortSignal },
  tasksAt: TasksAt,
): Promise<void> {
  let beat = 0;
  for await (const _ of beats(beatMs, signal)) {
    beat += 1;
    await maintain(engine, tasksAt(beat % TIDY_EVERY === 0));
  }
}

/** One that fails takes none of the others with it. */
async function maintain(engine: Engine, tasks: readonly Task[]): Promise<void> {
  for (const task of tasks) {
    try {
      await task(engine);
    } catch (error) {
      noteNotStored(engine, error);
      engine.logger.warn({ task: task.name, err: error }, "upkeep failed, trying again");
    }
  }
}

async function listen({ database }: Engine): Promise<void> {
  await noteListening(database);
}

async function measure({ database, metrics, impairments }: Engine): Promise<void> {
  metrics.outboxOldestSeconds.reset();
  const backlog = await oldestDue(database);
  impairments.set("timers-late", lateTimers(backlog));
  for (const { class: kind, oldestSeconds } of backlog) {
    metrics.outboxOldestSeconds.set({ kind }, oldestSeconds);
  }
  for (const seconds of await endNeedlessWaits(database)) {
    metrics.acceptedToPagedSeconds.observe(seconds);
  }
  metrics.awaitedPageSeconds.set(await oldestAwaitedSeconds(database));
  metrics.oldestDeliverySeconds.set(await oldestDeliverySeconds(database));
}

async function tidy({ database, metrics, logger }: Engine): Promise<void> {
  const { healed } = await tidyLanes(database);
  if (healed === 0) return;
  metrics.invariantRepairs.inc(healed);
  logger.error({ healed }, "found jobs that no lane led to");
}

async function dropTokens({ database }: Engine): Promise<void> {
  await dropOldTokens(database);
}

async function dropEpisodes({ database }: Engine): Promise<void> {
  await dropOldEpisodes(database.kysely);
}
