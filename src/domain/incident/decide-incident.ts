import type { DateTime } from "luxon";
import { MUSTER } from "#domain/actor.ts";
import type { PagingEvent, Roster } from "#domain/escalation/escalation.ts";
import { pageNewcomers } from "#domain/escalation/newcomers.ts";
import { pageFirst, pageInstead, pageWhenDue } from "#domain/escalation/page-levels.ts";
import { whenTaken } from "./ack-timeout.ts";
import type { CommandOf, Decision, IncidentCommand } from "./command.ts";
import { decideAlerts } from "./decide-alerts.ts";
import { acknowledge, escalate, handBack, snooze, stillOnIt, takeOver } from "./decide-held.ts";
import { reopen, setSeverity } from "./decide-life.ts";
import { decideMerge, decideTakeIn } from "./decide-merge.ts";
import { decideResponse, isResponseCommand } from "./decide-response.ts";
import { by, nothing } from "./decision.ts";
import { evolve, opened } from "./evolve-incident.ts";
import { isOpen, isTaken, overWords, type Incident, type TimelineEntry } from "./incident.ts";

/** What becomes of the command, as timeline entries; pure, and the only place where incidents are decided. */
export function decide(
  incident: Incident,
  command: Exclude<IncidentCommand, { kind: "open" }>,
  now: DateTime,
): Decision {
  if (isResponseCommand(command)) return decideResponse(incident, command, now);
  switch (command.kind) {
    case "alerts-changed":
      return decideAlerts(incident, command, now);
    case "acknowledge":
      return acknowledge(incident, command, now);
    case "escalate":
      return escalate(incident, command, now);
    case "hand-back":
      return handBack(incident, command, now);
    case "take-over":
      return takeOver(incident, command, now);
    case "still-on-it":
      return stillOnIt(incident, command.by, now);
    case "duty-changed":
      return dutyChanged(incident, command, now);
    case "snooze":
      return snooze(incident, command, now);
    case "resolve":
      return resolve(incident, command, now);
    case "reopen":
      return reopen(incident, command, now);
    case "set-severity":
      return setSeverity(incident, command, now);
    case "merge":
      return decideMerge(incident, command, now);
    case "take-in":
      return decideTakeIn(incident, command, now);
    case "tick":
      return tick(incident, command, now);
    case "page-sent":
    case "page-dropped":
    case "way-failed":
    case "slack-silent":
      return pageResult(command, now);
    case "page-failed":
      return pageFailed(incident, command, now);
  }
}

/** The first lines of a new incident's timeline. */
export function decideOpening(command: CommandOf<"open">, now: DateTime): Decision {
  const { key, service, severity, title, startedAt, policy, notes, drill, description } = command;
  const event = {
    kind: "opened",
    key,
    service,
    severity,
    title,
    startedAt,
    policy,
    notes,
    ...(drill === undefined ? {} : { drill }),
    ...(description === undefined ? {} : { description }),
  } as const;
  const first = { at: now, by: command.by, event };
  const incident = opened(command.id, first);
  if (!command.pages) return { events: [first], reason: `${severity} does not page` };
  if (command.pause !== null) {
    const held = by(MUSTER, now, [{ kind: "held", until: now.plus(command.pause) }]);
    return { events: [first, ...held], reason: "it may be over by itself" };
  }
  const pages = pageFirst(incident.paging, command.roster, "new incident", now);
  return { events: [first, ...by(MUSTER, now, pages)], reason: "new incident" };
}

/** All events folded into the incident they belong to. */
export function apply(incident: Incident, events: readonly TimelineEntry[]): Incident {
  return events.reduce(evolve, incident);
}

/** A newcomer is paged at once; while its alerts have all ended nobody is. */
function dutyChanged(
  incident: Incident,
  { roster }: CommandOf<"duty-changed">,
  now: DateTime,
): Decision {
  if (incident.status !== "triggered" || incident.quietSince !== null) {
    return nothing("nobody is being paged");
  }
  const pages = pageNewcomers(incident.paging, roster, now);
  if (pages.length === 0) return nothing("whoever is on call was paged");
  return { events: by(MUSTER, now, pages), reason: reasonOf(pages) };
}

function resolve(incident: Incident, command: CommandOf<"resolve">, now: DateTime): Decision {
  if (!isOpen(incident)) return nothing(overWords(incident));
  const as = command.as === undefined ? {} : { as: command.as };
  const event = { kind: "resolved", reason: command.reason, ...as } as const;
  return { events: by(command.by, now, [event]), reason: command.reason };
}

/** While all its alerts have ended nobody is paged; it is over when that has lasted and can be believed. */
function tick(incident: Incident, command: CommandOf<"tick">, now: DateTime): Decision {
  if (!isOpen(incident)) return nothing(overWords(incident));
  if (incident.quietSince !== null && command.quietUntil !== null) {
    return endQuiet(command.quietUntil, command.doubt, now);
  }
  const due = isTaken(incident) ? whenTaken : pageUntaken;
  const pages = due(incident, command.roster, now);
  if (pages.length === 0) return nothing("nothing is due");
  return { events: by(MUSTER, now, pages), reason: reasonOf(pages) };
}

function endQuiet(quietUntil: DateTime, doubt: string | null, now: DateTime): Decision {
  if (now < quietUntil) return nothing("its alerts have ended; waiting for the quiet period");
  if (doubt !== null) return nothing(doubt);
  const event = { kind: "resolved", reason: "all its alerts ended" } as const;
  return { events: by(MUSTER, now, [event]), reason: event.reason };
}

function pageUntaken({ paging }: Incident, roster: Roster, now: DateTime): readonly PagingEvent[] {
  return pageWhenDue(paging, roster, now);
}

function pageResult(
  command: CommandOf<"page-sent" | "page-dropped" | "way-failed" | "slack-silent">,
  now: DateTime,
): Decision {
  return { events: by(MUSTER, now, [command]), reason: command.kind };
}

/** When nobody whom the level paged can be reached, the next one is paged at once; not while its alerts have ended. */
function pageFailed(
  incident: Incident,
  command: CommandOf<"page-failed">,
  now: DateTime,
): Decision {
  const { kind, step, target, error } = command;
  const failed = by(MUSTER, now, [{ kind, step, target, error }]);
  const { state, levelStep, step: last } = incident.paging;
  const current = state === "paging" && step === (levelStep ?? last);
  if (!current || command.othersReachable || incident.quietSince !== null)
    return { events: failed, reason: "page failed" };
  const pages = pageInstead(incident.paging, command.roster, now);
  return { events: [...failed, ...by(MUSTER, now, pages)], reason: reasonOf(pages) };
}

function reasonOf(pages: readonly PagingEvent[]): string {
  const last = pages.at(-1);
  return last !== undefined && "reason" in last ? last.reason : "the round ended";
}
