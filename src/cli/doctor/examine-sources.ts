import type { DateTime } from "luxon";
import { createReaders } from "#app/connections.ts";
import type { Source } from "#domain/alert/source.ts";
import { type SourceState, sourceStates } from "#store/alert/sources.ts";
import { readClock } from "#store/database/clock.ts";
import type { Database } from "#store/database/database.ts";
import { type Beside, minuteOf, NOTHING, type Result, wordsOf } from "./examined.ts";

/** Longer than this no source that works is silent: a repeated alert or a heartbeat comes before. */
const LATELY = { days: 7 };

/** When each source was heard last, and whether it can be asked. */
export async function examineSources(
  database: Database,
  { loaded, secret }: Beside,
): Promise<Result> {
  if (!loaded.ok) return NOTHING;
  const states = await sourceStates(database.kysely);
  const now = await readClock(database.kysely);
  const results = await Promise.all(
    [...loaded.configuration.sources.values()].map(async (source) => [
      hearing(source, states.get(source.id), now),
      await asking(source, secret),
    ]),
  );
  return {
    findings: results.flat().flatMap(({ findings }) => findings),
    notes: results.flat().flatMap(({ notes }) => notes),
  };
}

function hearing({ id }: Source, state: SourceState | undefined, now: DateTime): Result {
  const last = state?.lastDeliveryAt ?? null;
  if (last === null) {
    return { findings: [`${id} has never been heard: let it send to /hooks/${id}`], notes: [] };
  }
  const heard = `${id} was heard last ${minuteOf(last)}`;
  if (last.plus(LATELY) >= now) return { findings: [], notes: [heard] };
  return { findings: [`${heard}: does it still send to /hooks/${id}?`], notes: [] };
}

/** The secrets are looked up here, so a missing one is told, too. */
async function asking(source: Source, secret: Beside["secret"]): Promise<Result> {
  const { id, type, api } = source;
  if (api === undefined) return NOTHING;
  try {
    const { alerts } = await createReaders(secret)[type].list(source);
    return {
      findings: [],
      notes: [`${id} answers at ${api.url}, and has ${alerts.length} alerts`],
    };
  } catch (error) {
    const words = `${id} cannot be asked for its alerts: ${wordsOf(error)}`;
    return { findings: [`${words}; look at sources.${id}.api in muster.yaml`], notes: [] };
  }
}
