import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { Target } from "#domain/escalation.ts";
import type { Decision, IncidentEvent } from "#domain/incident.ts";

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
  if (event.kind === "paged") {
    const place = `level ${event.level + 1}, round ${event.round}`;
    return `paged ${called(event.targets)} (${place}) until ${event.nextAt.toFormat("HH:mm")}`;
  }
  if (event.kind === "paged-again") {
    return `paged ${called(event.targets)} (${event.cause}) until ${clock(event.nextAt)}`;
  }
  if (event.kind === "exhausted") {
    return `exhausted, called ${called(event.targets)} until ${clock(event.nextAt)}`;
  }
  if (event.kind === "asked") return `asked ${called(event.targets)} until ${clock(event.until)}`;
  if (event.kind === "held") return `held until ${clock(event.until)}`;
  if (event.kind === "acknowledgement-kept") return `kept until ${clock(event.until)}`;
  if (event.kind === "level-waits") {
    return `level ${event.level + 1} waits until ${clock(event.nextAt)}`;
  }
  if (event.kind === "level-skipped") return `level ${event.level + 1} skipped`;
  if (event.kind === "round-ended") {
    return `round ${event.round} ended, rest until ${event.nextAt.toFormat("HH:mm")}`;
  }
  if (event.kind === "snoozed") return `snoozed until ${event.until.toFormat("HH:mm")}`;
  if (event.kind === "severity-raised") return `severity-raised to ${event.to}`;
  if (event.kind === "reopened") {
    const held =
      event.holdUntil === null ? "" : `, held until ${event.holdUntil.toFormat("HH:mm")}`;
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
