import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { Target } from "#domain/escalation/escalation.ts";
import type { Decision } from "#domain/incident/command.ts";
import type { IncidentEvent } from "#domain/incident/incident.ts";

/** A decision as people would tell it, one line for each event. */
export function told(decision: Decision): readonly string[] {
  return decision.events.map(({ by, event }) => `${who(by)}${what(event)}`);
}

function who(by: Actor): string {
  if (by.kind === "person") return `${by.name}: `;
  return by.kind === "source" ? `${by.source}: ` : "";
}

/** An event of the paging with all that it says, any other by its kind. */
export function what(event: IncidentEvent): string {
  return pagesWords(event) ?? waitWords(event) ?? otherWords(event);
}

function pagesWords(event: IncidentEvent): string | null {
  if (!("targets" in event)) return null;
  const names = called(event.targets);
  switch (event.kind) {
    case "paged": {
      const place = `level ${event.level + 1}, round ${event.round}`;
      return `paged ${names} (${place}) until ${clock(event.nextAt)}`;
    }
    case "paged-again":
      return `paged ${names} (${event.cause}) until ${clock(event.nextAt)}`;
    case "called":
      return `called ${names}`;
    case "exhausted":
      return `exhausted, called ${names} until ${clock(event.nextAt)}`;
    case "asked":
      return `asked ${names} until ${clock(event.until)}`;
  }
}

function waitWords(event: IncidentEvent): string | null {
  if (event.kind === "level-skipped") return `level ${event.level + 1} skipped`;
  if (event.kind === "level-waits") {
    return `level ${event.level + 1} waits until ${clock(event.nextAt)}`;
  }
  if (event.kind === "round-ended") {
    return `round ${event.round} ended, rest until ${clock(event.nextAt)}`;
  }
  if (event.kind === "held") return `held until ${clock(event.until)}`;
  return null;
}

function otherWords(event: IncidentEvent): string {
  if (event.kind === "snoozed") return `snoozed until ${clock(event.until)}`;
  if (event.kind === "acknowledgement-kept") return `kept until ${clock(event.until)}`;
  if (event.kind === "merged-into") return `merged-into INC-${event.into}`;
  if (event.kind === "took-in") return `took-in INC-${event.from} with ${event.alerts} alerts`;
  if (event.kind === "severity-raised") return `severity-raised to ${event.to}`;
  if (event.kind === "reopened") {
    const held = event.holdUntil === null ? "" : `, held until ${clock(event.holdUntil)}`;
    return `reopened ${event.quietly ? "quietly" : "loudly"}${held}`;
  }
  return event.kind;
}

function clock(moment: DateTime | null): string {
  return moment?.toFormat("HH:mm") ?? "never";
}

function called(targets: readonly Target[]): string {
  const names = targets.map((one) => (one.kind === "person" ? one.person : one.channel));
  return names.join(" and ") || "nobody";
}
