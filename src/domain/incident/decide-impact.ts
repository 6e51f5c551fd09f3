import { DateTime } from "luxon";
import type { Impact, ImpactCommand, ImpactEvent } from "#domain/response/impact.ts";
import { isWorse } from "#domain/severity.ts";
import type { Decision } from "./command.ts";
import { by, nothing } from "./decision.ts";
import { isOpen, overWords, type Incident, type TimelineEntry } from "./incident.ts";

/** When it hurt and what that used, as people know it better than the metric. */
export function decideImpact(incident: Incident, command: ImpactCommand, now: DateTime): Decision {
  if (incident.status === "merged") return nothing(overWords(incident));
  if (command.reason === "") return nothing("say why");
  switch (command.kind) {
    case "give-impact":
      return giveImpact(incident, command, now);
    case "leave-impact-to-metric":
      return leaveToMetric(incident, command, now);
    case "give-share": {
      const { kind: _, by: actor, ...given } = command;
      return { events: by(actor, now, [{ kind: "share-given", ...given }]), reason: "share given" };
    }
    case "withdraw-share": {
      const { by: actor, objective, reason } = command;
      const event = { kind: "share-withdrawn", objective, reason } as const;
      return { events: by(actor, now, [event]), reason: "share withdrawn" };
    }
    case "suggest-severity":
      return suggest(incident, command, now);
  }
}

function giveImpact(
  incident: Incident,
  { by: actor, start, end, reason }: ImpactCommand & { readonly kind: "give-impact" },
  now: DateTime,
): Decision {
  const wrong = impactError(incident, { start, end }, now);
  if (wrong !== null) return nothing(wrong);
  if (isSameImpact(incident.impact, { start, end })) return nothing("it is known so");
  const event = { kind: "impact-given", start, end, reason } as const;
  return { events: by(actor, now, [event]), reason: "impact given" };
}

export function isSameImpact(
  known: Pick<Impact, "start" | "end">,
  given: Pick<Impact, "start" | "end">,
): boolean {
  return +(known.start ?? 0) === +(given.start ?? 0) && +(known.end ?? 0) === +(given.end ?? 0);
}

/** What is wrong with it, in words for people; null when nothing is. */
export function impactError(
  incident: Incident,
  { start, end }: Pick<Impact, "start" | "end">,
  now: DateTime,
): string | null {
  if (start === null && end === null) return "say when it began, or when it ended";
  if (DateTime.max(now, start ?? now, end ?? now) > now) return "this time has not come yet";
  const began = start ?? incident.impact.noted ?? incident.startedAt;
  return end !== null && end <= began ? "it ended before it began" : null;
}

function leaveToMetric(
  { impact }: Incident,
  { by: actor, reason }: ImpactCommand & { readonly kind: "leave-impact-to-metric" },
  now: DateTime,
): Decision {
  if (impact.start === null && impact.end === null) return nothing("nobody gave it");
  const event = { kind: "impact-left-to-metric", reason } as const;
  return { events: by(actor, now, [event]), reason: "impact left to the metric" };
}

/** Told once: whoever leaves it as it is has heard it. */
function suggest(
  incident: Incident,
  { by: actor, severity, reason }: ImpactCommand & { readonly kind: "suggest-severity" },
  now: DateTime,
): Decision {
  const { life, impact } = incident;
  if (!isOpen(incident) || life.mitigatedAt !== null) return nothing("the pain has stopped");
  if (!isWorse(severity, incident.severity)) return nothing("it is as bad already");
  const isTold = impact.suggested !== null && !isWorse(severity, impact.suggested);
  if (isTold) return nothing("it was suggested before");
  const event = { kind: "severity-suggested", severity, reason } as const;
  return { events: by(actor, now, [event]), reason };
}

/** The start of the incident is the start of its impact: there is one, whatever form it came by. */
export function evolveImpact(
  incident: Incident,
  { at, event }: Pick<TimelineEntry, "at"> & { readonly event: ImpactEvent },
): Incident {
  const { impact, startedAt } = incident;
  switch (event.kind) {
    case "impact-given": {
      const { start, end } = event;
      const noted = impact.noted ?? startedAt;
      const given = { start, end, noted: start === null ? null : noted, changedAt: at };
      return { ...incident, startedAt: start ?? noted, impact: { ...impact, ...given } };
    }
    case "impact-left-to-metric": {
      const found = { start: null, end: null, noted: null, changedAt: at };
      const began = impact.noted ?? startedAt;
      return { ...incident, startedAt: began, impact: { ...impact, ...found } };
    }
    case "severity-suggested":
      return { ...incident, impact: { ...impact, suggested: event.severity } };
    case "share-given":
    case "share-withdrawn":
      return incident;
  }
}
