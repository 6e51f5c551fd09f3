import { hostname } from "node:os";
import type { Engine } from "#engine/engine.ts";
import { TIMER_LANES, timerHandlers } from "#engine/timers.ts";
import { startWorker, type Worker, type WorkerOptions } from "#engine/work.ts";
import { PAGE_LANES, pageHandlers, SHOW_LANES, showHandlers } from "#slack/outgoing/handlers.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";

export type Outbound = { readonly pages: Outgoing; readonly rest: Outgoing };

/** Works on all lanes; pages and timers never wait behind what is merely shown. */
export function startWorkers(engine: Engine, { pages, rest }: Outbound): readonly Worker[] {
  const { database, logger } = engine;
  const common = { database, logger, owner: `${hostname()}/${process.pid}` };
  const groups: readonly Pick<WorkerOptions, "classes" | "handlers" | "concurrency">[] = [
    { classes: PAGE_LANES, handlers: pageHandlers(pages), concurrency: 8 },
    { classes: TIMER_LANES, handlers: timerHandlers(engine), concurrency: 4 },
    { classes: SHOW_LANES, handlers: showHandlers(rest), concurrency: 8 },
  ];
  return groups.map((group) => startWorker({ ...common, ...group }));
}
