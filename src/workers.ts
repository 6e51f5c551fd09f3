import { hostname } from "node:os";
import type { Engine } from "#engine/engine.ts";
import { TIMER_LANES, timerHandlers } from "#engine/timers.ts";
import { startWorker, type Worker, type WorkerOptions } from "#engine/work.ts";
import { PAGE_LANES, pageHandlers, SHOW_LANES, showHandlers } from "#slack/outgoing/handlers.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";

/** In a storm so many are taken at once and become one digest. */
const STORM_JOBS = 500;

/** Works on what happens because time passes; it needs nothing but the database. */
export function startTimerWorker(engine: Engine): Worker {
  return start(engine, {
    classes: TIMER_LANES,
    handlers: timerHandlers(engine),
    concurrency: 4,
  });
}

/** Pages have workers and a client of their own: they never wait behind what is merely shown. */
export function startSlackWorkers(
  engine: Engine,
  { pages, rest }: { readonly pages: Outgoing; readonly rest: Outgoing },
): readonly Worker[] {
  return [
    start(engine, {
      classes: PAGE_LANES,
      handlers: pageHandlers(pages),
      concurrency: 8,
      limit: STORM_JOBS,
    }),
    start(engine, {
      classes: SHOW_LANES,
      handlers: showHandlers(rest),
      concurrency: 8,
      limit: STORM_JOBS,
    }),
  ];
}

type Work = Pick<WorkerOptions, "classes" | "handlers" | "concurrency" | "limit">;

function start({ database, logger }: Engine, work: Work): Worker {
  return startWorker({ database, logger, owner: `${hostname()}/${process.pid}`, ...work });
}
