import { areSameMatchers } from "#domain/alert/silence-matcher.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import {
  liveSilences,
  type IncidentSilence,
  type SilenceCommand,
  type Silences,
} from "#domain/response/silences.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { awaitSilence } from "./await-silence.ts";

/** What people ask for. */
export type SilenceWish = Exclude<SilenceCommand, { readonly kind: "see-silence" }>;

export type SilenceAnswer =
  | { readonly kind: "no-incident" }
  | { readonly kind: "refused"; readonly reason: string }
  /** As it stands once its source was told, or could not be so far. */
  | { readonly kind: "asked"; readonly silence: IncidentSilence };

/** Writes down what somebody wants, and waits a moment for what its source says to it. */
export async function askForSilence(
  engine: Engine,
  id: IncidentId,
  wish: SilenceWish,
): Promise<SilenceAnswer> {
  const outcome = await changeIncident(engine, id, () => wish);
  if (outcome === null) return { kind: "no-incident" };
  const { incident, changed, reason } = outcome;
  const key = keyIn(incident.silences, wish);
  // The same form that comes twice is answered twice.
  const isRepeated = wish.kind === "silence" && key === wish.silence.key;
  if (key === null || (!changed && !isRepeated)) return { kind: "refused", reason };
  const silence = await awaitSilence(engine, id, key);
  return silence === null ? { kind: "refused", reason } : { kind: "asked", silence };
}

/** Which silence it is about: what was asked for in the same way before is made to last longer. */
function keyIn(silences: Silences, wish: SilenceWish): string | null {
  if (wish.kind !== "silence") return wish.key;
  const { key, source, matchers } = wish.silence;
  const found =
    silences.find((one) => one.key === key) ??
    liveSilences(silences).find((one) => {
      return one.source === source && areSameMatchers(one.matchers, matchers);
    });
  return found?.key ?? null;
}
