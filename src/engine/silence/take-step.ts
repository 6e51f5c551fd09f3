import type { DateTime } from "luxon";
import type { ListedSilence } from "#domain/alert/silence.ts";
import type { Source } from "#domain/alert/source.ts";
import { incidentName, type IncidentId } from "#domain/incident/incident.ts";
import { nextStep, type SilenceStep } from "#domain/response/silence-step.ts";
import { silenceMark, type IncidentSilence, type SilenceSight } from "#domain/response/silences.ts";
import type { Engine, NewSilence } from "#engine/engine.ts";
import { readClock } from "#store/database/clock.ts";
import { isTrouble, troubleOf, type Trouble } from "./silence-trouble.ts";

/** After this a person is told that it did not work. */
const PATIENCE = { minutes: 10 };

/** What a source lists, or why it cannot be asked. */
export type Look = {
  readonly source: Source | null;
  readonly listed: readonly ListedSilence[] | Trouble;
};

/** Does the one thing that is missing at the source, if any; null when nothing is known of it. */
export async function takeStep(
  engine: Engine,
  incident: IncidentId,
  silence: IncidentSilence,
  { source, listed }: Look,
): Promise<SilenceSight | null> {
  const now = await readClock(engine.database.kysely);
  if (isTrouble(listed) || source === null) return unknown(silence, listed, now);
  const step = nextStep(silence, listed, now);
  if (step.kind === "nothing") return step.sight;
  try {
    return await perform(engine, source, { incident, silence, step });
  } catch (error) {
    return unknown(silence, troubleOf(engine, source.id, error), now);
  }
}

type Doing = {
  readonly incident: IncidentId;
  readonly silence: IncidentSilence;
  readonly step: Exclude<SilenceStep, { readonly kind: "nothing" }>;
};

async function perform(
  engine: Engine,
  source: Source,
  { incident, silence, step }: Doing,
): Promise<SilenceSight> {
  const { save, expire } = engine.readers[source.type].silencing;
  const { until } = silence;
  switch (step.kind) {
    case "make": {
      const id = await save(source, asNew(incident, silence));
      return { kind: "holds", id, until, isFound: false };
    }
    case "prolong": {
      const id = await save(source, { ...step.silence, there: step.silence, until });
      return { kind: "holds", id, until, isFound: false };
    }
    case "expire":
      for (const id of step.ids) await expire(source, id);
      return { kind: "gone" };
  }
}

/** Whoever reads it in Alertmanager learns why it is there and where to ask. */
function asNew(incident: IncidentId, silence: IncidentSilence): NewSilence {
  const { by, comment, link, key, matchers, until } = silence;
  const parts = [comment, incidentName(incident), ...(link === null ? [] : [link])];
  return {
    matchers,
    until,
    createdBy: by.kind === "person" ? by.name : "Muster",
    comment: `${parts.join(" · ")} ${silenceMark(key)}`,
  };
}

/** What cannot be known yet is tried again for a while; a silence of which nothing is asked is looked at later. */
function unknown(
  { wanted, holdsUntil }: IncidentSilence,
  look: readonly ListedSilence[] | Trouble,
  now: DateTime,
): SilenceSight | null {
  if (!isTrouble(look)) return null;
  const { reason, canRetry } = look;
  if (wanted === null) {
    // A source that can be asked no more will never say that it ended.
    const isPast = holdsUntil !== null && holdsUntil <= now;
    return !canRetry && isPast ? { kind: "gone" } : null;
  }
  if (!canRetry) return { kind: "failed", reason };
  if (wanted.since.plus(PATIENCE) > now) return { kind: "delayed", reason };
  return { kind: "failed", reason: `${reason}, for ten minutes; look there whether it holds` };
}
