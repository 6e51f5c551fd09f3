import type { Labels } from "#domain/alert/alert.ts";
import { labelOf } from "#domain/alert/matcher.ts";
import { type Destination, incidentKey, route } from "#domain/alert/route.ts";
import type { Source } from "#domain/alert/source.ts";
import type { Configuration, Service } from "#domain/configuration/configuration.ts";
import { readSeverity, type Severity } from "#domain/severity.ts";

/** One service that an alert concerns, and the incident that it belongs to there. */
export type Place = {
  readonly service: Service;
  readonly severity: Severity;
  /** False when the alert's own word for its severity means nothing to us. */
  readonly severityKnown: boolean;
  /** Why it is this severity, in words for people. */
  readonly severityReason: string;
  /** Alerts with the same key share one open incident. */
  readonly key: string;
  /** The branches of the routing tree that were taken, from the root. */
  readonly path: readonly string[];
};

/** Where an alert belongs; never nowhere. A source that is no longer configured reads the usual severity words. */
export function placeAlert(
  configuration: Configuration,
  source: Pick<Source, "severities"> | undefined,
  labels: Labels,
): readonly Place[] {
  const { routes, services } = configuration;
  return route(routes, labels, (id) => services.has(id)).map((destination) => ({
    service: serviceOf(configuration, destination),
    ...judge(destination, source, labels),
    key: incidentKey(destination, labels),
    path: destination.path,
  }));
}

/** A checked configuration routes only to services that it has. */
function serviceOf({ services }: Configuration, destination: Destination): Service {
  const service = services.get(destination.service);
  if (service === undefined) {
    throw new Error(`The routes lead to the unknown service ${destination.service}.`);
  }
  return service;
}

function judge(
  destination: Destination,
  source: Pick<Source, "severities"> | undefined,
  labels: Labels,
): Pick<Place, "severity" | "severityKnown" | "severityReason"> {
  if (destination.severity !== null) {
    const severityReason = `the route sets ${destination.severity}`;
    return { severity: destination.severity, severityKnown: true, severityReason };
  }
  const word = labelOf(labels, "severity");
  const { severity, known } = readSeverity(word, source?.severities ?? new Map());
  return { severity, severityKnown: known, severityReason: explain(word, severity, known) };
}

function explain(word: string, severity: Severity, known: boolean): string {
  if (known) return `the label severity="${word}" means ${severity}`;
  if (word.trim() === "") return `there is no severity label, so it counts as ${severity}`;
  return `the label severity="${word}" means nothing to us, so it counts as ${severity}`;
}
