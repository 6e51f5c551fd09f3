import { heartbeatState } from "#domain/alert/heartbeat.ts";
import type { Trouble } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import { sourceStates } from "#store/alert/sources.ts";
import { readClock } from "#store/database/clock.ts";

/** Says which sources of alerts cannot be asked, and whose heartbeat is missing; whichever process noticed it. */
export async function lookAtSources({
  database: { kysely },
  configuration,
  impairments,
}: Engine): Promise<void> {
  const states = await sourceStates(kysely);
  const now = await readClock(kysely);
  const unasked = new Map<string, Trouble>();
  const silent = new Map<string, Trouble>();
  for (const source of configuration().sources.values()) {
    const state = states.get(source.id);
    if (state === undefined) continue;
    const { listingError: error } = state;
    if (source.api !== undefined && error !== null)
      unasked.set(source.id, unaskable(source.id, error));
    const beat = heartbeatState({ ...source, ...state, now });
    if (beat.kind === "blind") silent.set(source.id, silence(source.id));
  }
  impairments.setAll("source-api", unasked);
  impairments.setAll("source-silent", silent);
}

function unaskable(source: string, error: string): Trouble {
  return {
    words: `The source ${source} cannot be asked for its alerts (${error})`,
    consequence:
      "Its webhooks still count and what is open stays open; ends that were silenced are seen later, and silences cannot be made from Slack.",
    fix: `Look whether it runs, and at sources.${source}.api in muster.yaml with its secrets`,
    severity: "degraded",
  };
}

function silence(source: string): Trouble {
  return {
    words: `The heartbeat of ${source} is missing`,
    consequence: "Real alerts may not come from there either, and nothing is resolved by itself.",
    fix: `Look whether ${source} and its Prometheus run and reach Muster, and at the runbook alerting-is-blind`,
    severity: "pages-at-risk",
  };
}
