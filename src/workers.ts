import { hostname } from "node:os";
import type { Engine } from "#engine/engine.ts";
import type { Rush } from "#engine/job/rush.ts";
import { startWorker, type Worker, type WorkerOptions } from "#engine/job/work.ts";
import { REACH_LANES } from "#engine/reach.ts";
import { TIMER_LANES, timerHandlers } from "#engine/timer/timers.ts";
import {
  PAGE_LANES,
  pageHandlers,
  RING_LANES,
  ringHandlers,
  SHOW_LANES,
  showHandlers,
} from "#slack/outgoing/handlers.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";
import { sendNotices, type Ways } from "#ways/send-notices.ts";
import { sendTroubles } from "#ways/send-troubles.ts";
import { WAYS } from "#ways/ways.ts";

/** In a storm so many are taken at once and become one digest or one notice. */
const STORM_JOBS = 500;

/** The engine for what pages people: nothing else can use up its connections to the database. */
export function engineForPages(engine: Engine): Engine {
  return { ...engine, database: engine.database.forPages };
}

/** Works on what happens because time passes; it needs nothing but the database. */
export function startTimerWorker(engine: Engine): Worker {
  return start(engine, {
    classes: TIMER_LANES,
    handlers: timerHandlers(engine),
    concurrency: 4,
    yieldsTo: PAGE_LANES,
  });
}

/** Ways beside Slack have workers of their own, which need nothing of Slack. */
export function startReachWorker(engine: Engine, setting: Ways["setting"]): Worker {
  const ways = { engine, all: WAYS, setting };
  return start(engine, {
    classes: REACH_LANES,
    handlers: {
      reach: (jobs, context) => sendNotices(ways, jobs, context),
      trouble: (jobs, context) => sendTroubles(ways, jobs, context),
    },
    concurrency: 8,
    limit: STORM_JOBS,
  });
}

/**
 * Pages have workers and a client of their own: they never wait behind what is merely shown, and while a storm's
 * incidents are being opened nothing is.
 */
export function startSlackWorkers({
  pages,
  rest,
  rush,
}: {
  readonly pages: Outgoing;
  readonly rest: Outgoing;
  readonly rush: Rush;
}): readonly Worker[] {
  return [
    start(pages.engine, {
      classes: PAGE_LANES,
      handlers: pageHandlers(pages),
      concurrency: 8,
      limit: STORM_JOBS,
    }),
    start(rest.engine, {
      classes: RING_LANES,
      handlers: ringHandlers(rest),
      concurrency: 2,
      limit: STORM_JOBS,
    }),
    start(rest.engine, {
      classes: SHOW_LANES,
      handlers: showHandlers(rest),
      concurrency: 8,
      limit: STORM_JOBS,
      yieldsTo: PAGE_LANES,
      waitsFor: rush.over,
    }),
  ];
}

type Work = Omit<WorkerOptions, "database" | "logger" | "owner">;

function start({ database, logger }: Engine, work: Work): Worker {
  return startWorker({ database, logger, owner: `${hostname()}/${process.pid}`, ...work });
}
