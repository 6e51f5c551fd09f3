import { z } from "zod";
import type { Job, Outcome } from "#store/lanes.ts";
import { CoverJob } from "./change-jobs.ts";
import { expireRequest } from "./cover-requests.ts";
import type { Engine } from "./engine.ts";
import { followDuty } from "./hand-off.ts";
import { IncidentJob } from "./jobs.ts";
import { tick } from "./tick.ts";
import { watchSource } from "./watch-source.ts";

const SourceJob = z.object({ source: z.string() });

/** Lanes of what happens because time passes. */
export const TIMER_LANES = ["tick", "watch", "duty"] as const;

type Handler = (jobs: readonly Job[]) => Promise<Outcome>;

export function timerHandlers(engine: Engine): Readonly<Record<string, Handler>> {
  return {
    tick: (jobs) => each(jobs, ({ payload }) => tick(engine, IncidentJob.parse(payload).incident)),
    watch: (jobs) =>
      each(jobs, ({ payload }) => watchSource(engine, SourceJob.parse(payload).source)),
    "cover-expiry": (jobs) =>
      each(jobs, ({ payload }) => expireRequest(engine, CoverJob.parse(payload).request)),
    duty: (jobs) => each(jobs, () => followDuty(engine)),
  };
}

async function each(jobs: readonly Job[], act: (job: Job) => Promise<void>): Promise<Outcome> {
  for (const job of jobs) await act(job);
  return { done: jobs.map(({ id }) => id) };
}
