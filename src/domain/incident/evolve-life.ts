import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import { startGiven } from "#domain/response/impact.ts";
import { notMitigated, type Life, type LifeEvent, type Moment } from "#domain/response/life.ts";
import { isWorse, type Severity } from "#domain/severity.ts";
import type { Incident, TimelineEntry } from "./incident.ts";

type Entry<Event> = Omit<TimelineEntry, "event"> & { readonly event: Event };

/** What people said of how it stands; that it is mitigated is told in evolve-incident.ts, as it is taken thereby. */
export function evolveLife(
  incident: Incident,
  { at, by, event }: Entry<Exclude<LifeEvent, { readonly kind: "mitigated" }>>,
): Incident {
  const { life } = incident;
  switch (event.kind) {
    case "mitigation-undone": {
      const status = incident.status === "mitigated" ? "acknowledged" : incident.status;
      return { ...incident, status, life: notMitigated(life) };
    }
    case "severity-set":
      return { ...incident, severity: event.to, life: chosen(life, by, event) };
    case "severity-kept":
      return { ...incident, life: toldOf(life, event.asked) };
    case "time-corrected":
      return corrected(incident, event, at);
    case "resolution-told":
      return { ...incident, life: { ...life, resolution: event.text } };
    case "verdict-given":
      return { ...incident, life: { ...life, verdict: event.verdict } };
  }
}

type Correction = { readonly moment: Moment; readonly to: DateTime };

function corrected(incident: Incident, { moment, to }: Correction, at: DateTime): Incident {
  const { life, startedAt: noted } = incident;
  switch (moment) {
    case "impact":
      return { ...incident, startedAt: to, impact: startGiven(incident.impact, to, { noted, at }) };
    case "detected":
      return { ...incident, life: { ...life, detectedAt: to } };
    case "acknowledged":
      return { ...incident, life: { ...life, acknowledgedAt: to } };
    case "mitigated":
      return { ...incident, life: { ...life, mitigatedAt: to } };
    case "ended":
      return { ...incident, life: { ...life, endedAt: to } };
  }
}

function chosen(
  life: Life,
  by: Actor,
  { from, to }: { readonly from: Severity; readonly to: Severity },
): Life {
  const worse = isWorse(from, to) ? from : to;
  const known =
    life.severity === null || isWorse(worse, life.severity.known) ? worse : life.severity.known;
  return { ...life, severity: { by, known, told: null } };
}

function toldOf(life: Life, told: Severity): Life {
  return life.severity === null ? life : { ...life, severity: { ...life.severity, told } };
}
