import { z } from "zod";
import { watchSource } from "#engine/delivery/watch-source.ts";
import { CoverJob } from "#engine/duty/change-jobs.ts";
import { expireRequest } from "#engine/duty/cover-requests.ts";
import { followDuty } from "#engine/duty/hand-off.ts";
import type { Engine } from "#engine/engine.ts";
import { IncidentJob } from "#engine/job/jobs.ts";
import { followReports } from "#engine/learning/follow-reports.ts";
import { judgeIncident } from "#engine/postmortem/judge-incident.ts";
import { keepSilences } from "#engine/silence/keep-silences.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { remind } from "./remind.ts";
import { tick } from "./tick.ts";

const SourceJob = z.object({ source: z.string() });

/** Lanes of what happens because time passes. */
export const TIMER_LANES = ["tick", "watch", "duty", "silence"] as const;

type Handler = (jobs: readonly Job[]) => Promise<Outcome>;

export function timerHandlers(engine: Engine): Readonly<Record<string, Handler>> {
  return {
    tick: (jobs) => each(jobs, ({ payload }) => tick(engine, IncidentJob.parse(payload).incident)),
    remind: (jobs) =>
      each(jobs, ({ payload }) => remind(engine, IncidentJob.parse(payload).incident)),
    judge: (jobs) =>
      each(jobs, ({ payload }) => judgeIncident(engine, IncidentJob.parse(payload).incident)),
    watch: (jobs) =>
      each(jobs, ({ payload }) => watchSource(engine, SourceJob.parse(payload).source)),
    "cover-expiry": (jobs) =>
      each(jobs, ({ payload }) => expireRequest(engine, CoverJob.parse(payload).request)),
    silence: (jobs) => keepSilences(engine, jobs),
    duty: (jobs) => each(jobs, () => followDuty(engine)),
    report: (jobs) => each(jobs, () => followReports(engine)),
  };
}

async function each(jobs: readonly Job[], act: (job: Job) => Promise<void>): Promise<Outcome> {
  for (const job of jobs) await act(job);
  return { done: jobs.map(({ id }) => id) };
}
