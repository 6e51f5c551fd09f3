import type { DateTime } from "luxon";
import { z } from "zod";
import type { Engine } from "#engine/engine.ts";
import { sqlStateOf } from "#store/database/sql-state.ts";
import { enqueue } from "#store/job/jobs.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { NotNow, Refused } from "./failure.ts";

const APART = ":apart/";

type Context = { readonly lane: string; readonly now: DateTime; readonly signal: AbortSignal };
export type Handler = (jobs: readonly Job[], context: Context) => Promise<Outcome>;

/** What cannot be read is the fault of one job; nothing else must split pages that belong into one message. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof z.ZodError;
}

/** Neither Slack nor the database is to blame, so the job itself is. */
export function isFaulty(error: unknown): boolean {
  const slack = error instanceof NotNow || error instanceof Refused;
  return !slack && sqlStateOf(error) === null;
}

/**
 * Jobs that fail together are halved until the bad one stands alone; it goes on waiting in a lane of its own,
 * so that it holds up nothing else.
 */
export function settingApart(
  engine: Engine,
  handler: Handler,
  blamesJob: (error: unknown) => boolean,
): Handler {
  async function attempt(jobs: readonly Job[], context: Context): Promise<Outcome> {
    try {
      return await handler(jobs, context);
    } catch (error) {
      if (context.signal.aborted || isApart(context.lane) || !blamesJob(error)) throw error;
      const [job, ...others] = jobs;
      if (job === undefined) throw error;
      if (others.length === 0) return await setApart(engine, job, { lane: context.lane, error });
      const middle = Math.ceil(jobs.length / 2);
      const first = await attempt(jobs.slice(0, middle), context);
      return merge(first, await attempt(jobs.slice(middle), context));
    }
  }
  return attempt;
}

async function setApart(
  { database, logger }: Engine,
  { id, kind, payload }: Job,
  { lane, error }: { readonly lane: string; readonly error: unknown },
): Promise<Outcome> {
  const apart = `${lane.replace(/:.*/s, "")}${APART}${kind}/${Object.values(payload).join("/")}`;
  logger.error({ err: error, lane, apart }, "a job cannot be done and waits in a lane of its own");
  const job = { lane: apart, kind, payload, dedupe: kind };
  await database.transaction((tx) => enqueue(tx, [job]));
  return { done: [id] };
}

function isApart(lane: string): boolean {
  return lane.includes(APART);
}

function merge(one: Outcome, other: Outcome): Outcome {
  return {
    done: [...one.done, ...other.done],
    retry: [...(one.retry ?? []), ...(other.retry ?? [])],
    pauseUntil: other.pauseUntil ?? one.pauseUntil,
  };
}
