import { alertName } from "#domain/alert/alert.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import { placeAlert } from "#domain/service/place-alert.ts";
import type { Engine, MatchedAlert } from "#engine/engine.ts";
import { incidentsOfAlerts } from "#store/alert/incident-alerts.ts";
import type { SilenceScope } from "./silence-scopes.ts";
import { troubleOf } from "./silence-trouble.ts";

/** What a silence would keep quiet as its source has it now, or why that is not known. */
export type SilencePreview =
  | {
      readonly kind: "matched";
      readonly count: number;
      /** Each once, those with most alerts first. */
      readonly names: readonly { readonly name: string; readonly count: number }[];
      /** How many of them are silenced already. */
      readonly silenced: number;
      /** Other open incidents that have some of them. */
      readonly incidents: readonly IncidentId[];
      /** Other services that some of them belong to, by their names. */
      readonly services: readonly string[];
    }
  | { readonly kind: "unknown"; readonly reason: string };

type Subject = { readonly id: IncidentId; readonly service: string };

/** Asks the source what it would hide, and finds out whose alerts these are. */
export async function previewSilence(
  engine: Engine,
  incident: Subject,
  { source: id, matchers }: Pick<SilenceScope, "source" | "matchers">,
): Promise<SilencePreview> {
  const source = engine.configuration().sources.get(id);
  if (source?.api === undefined) return { kind: "unknown", reason: "it has no API address" };
  try {
    const alerts = await engine.readers[source.type].silencing.matching(source, matchers);
    const { id: own, service } = incident;
    return {
      kind: "matched",
      count: alerts.length,
      names: countNames(alerts),
      silenced: alerts.filter(({ silencedBy }) => silencedBy.length > 0).length,
      incidents: (await incidentsOf(engine, id, alerts)).filter((other) => other !== own),
      services: servicesOf(engine, id, alerts, service),
    };
  } catch (error) {
    return { kind: "unknown", reason: troubleOf(engine, id, error).reason };
  }
}

function countNames(
  alerts: readonly MatchedAlert[],
): readonly { readonly name: string; readonly count: number }[] {
  const byName = Map.groupBy(alerts, ({ labels }) => alertName(labels));
  return [...byName]
    .map(([name, { length: count }]) => ({ name, count }))
    .toSorted((a, b) => b.count - a.count);
}

async function incidentsOf(
  { database }: Engine,
  source: string,
  alerts: readonly MatchedAlert[],
): Promise<readonly IncidentId[]> {
  const fingerprints = alerts.map(({ fingerprint }) => fingerprint);
  const found = await database.transaction((tx) => incidentsOfAlerts(tx, source, fingerprints));
  return [...new Set(found.map(({ incident }) => incident))].toSorted((a, b) => a - b);
}

/** An alert may lead to several services: one that concerns the incident's own too is no stranger. */
function servicesOf(
  { configuration }: Engine,
  source: string,
  alerts: readonly MatchedAlert[],
  own: string,
): readonly string[] {
  const settings = configuration();
  const names = alerts.flatMap(({ labels }) => {
    const places = placeAlert(settings, settings.sources.get(source), labels);
    const isOwn = places.some(({ service }) => service.id === own);
    return isOwn ? [] : places.map(({ service }) => service.name);
  });
  return [...new Set(names)].toSorted();
}
