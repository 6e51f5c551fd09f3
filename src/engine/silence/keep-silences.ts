import { Duration, type DateTime } from "luxon";
import { z } from "zod";
import { IncidentId, type Incident } from "#domain/incident/incident.ts";
import { liveSilences, type IncidentSilence } from "#domain/response/silences.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { silenceJob } from "#engine/incident/silence-jobs.ts";
import { readClock } from "#store/database/clock.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { enqueue } from "#store/job/jobs.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { remindOfEnd } from "./remind-of-end.ts";
import { troubleOf } from "./silence-trouble.ts";
import { takeStep, type Look } from "./take-step.ts";

const SilenceJob = z.object({ incident: IncidentId, source: z.string() });

/** Somebody may end a silence at its source, and nobody tells us. */
const LOOK_EVERY = Duration.fromObject({ minutes: 1 });
const TRY_AGAIN = { soon: { seconds: 5 }, later: { seconds: 30 } } as const;
/** Somebody waits for the first tries. */
const SOON = { minutes: 1 };

/**
 * Makes the silences of one incident at a source what people asked for, and sees what became of them. It looks before
 * it does anything, so that what was done by a try that broke off, or for another incident, is not done twice.
 */
export async function keepSilences(engine: Engine, jobs: readonly Job[]): Promise<Outcome> {
  const [job] = jobs;
  if (job === undefined) return { done: [] };
  const { incident, source } = SilenceJob.parse(job.payload);
  try {
    await keepOf(engine, incident, source, await lookAt(engine, source));
    return { done: [job.id] };
  } catch (error) {
    // Thrown on, it would keep the silences of other incidents waiting too.
    engine.logger.error({ incident, source, err: error }, "silences could not be looked after");
    const runAt = (await readClock(engine.database.kysely)).plus(TRY_AGAIN.later);
    return { done: [], retry: [{ id: job.id, runAt, error: String(error).slice(0, 500) }] };
  }
}

async function lookAt(engine: Engine, id: string): Promise<Look> {
  const source = engine.configuration().sources.get(id);
  if (source?.api === undefined) {
    const reason = `muster.yaml has no address of its API (sources.${id}.api)`;
    return { source: null, listed: { reason, canRetry: false } };
  }
  try {
    return { source, listed: await engine.readers[source.type].silencing.list(source) };
  } catch (error) {
    return { source, listed: troubleOf(engine, id, error) };
  }
}

async function keepOf(
  engine: Engine,
  incident: IncidentId,
  source: string,
  look: Look,
): Promise<void> {
  const before = await readIncident(engine.database.kysely, incident);
  if (before === null) return;
  for (const silence of liveOf(before, source)) await keep(engine, incident, silence, look);
  await lookAgain(engine, incident, source);
}

async function keep(
  engine: Engine,
  incident: IncidentId,
  silence: IncidentSilence,
  look: Look,
): Promise<void> {
  const sight = await takeStep(engine, incident, silence, look);
  if (sight === null) return;
  const { key } = silence;
  await changeIncident(engine, incident, () => ({ kind: "see-silence", key, sight }));
  if (sight.kind === "holds") await remindOfEnd(engine, incident, key);
}

/** As long as any of them is live. */
async function lookAgain(engine: Engine, id: IncidentId, source: string): Promise<void> {
  await engine.database.transaction(async (tx) => {
    const incident = await readIncident(tx, id);
    const live = incident === null ? [] : liveOf(incident, source);
    if (live.length === 0) return;
    const now = await readClock(tx);
    await enqueue(tx, [silenceJob(id, source, nextLook(live, now))]);
  });
}

function nextLook(live: readonly IncidentSilence[], now: DateTime): DateTime {
  const since = live.flatMap(({ wanted }) => wanted?.since ?? []);
  if (since.length === 0) return now.plus(LOOK_EVERY);
  const isFresh = since.some((moment) => moment.plus(SOON) > now);
  return now.plus(isFresh ? TRY_AGAIN.soon : TRY_AGAIN.later);
}

function liveOf({ silences }: Incident, source: string): readonly IncidentSilence[] {
  return liveSilences(silences).filter((silence) => silence.source === source);
}
