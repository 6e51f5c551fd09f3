import type { DateTime } from "luxon";
import { MUSTER } from "#domain/actor.ts";
import { pageFirst } from "#domain/escalation/page-levels.ts";
import { isWorse } from "#domain/severity.ts";
import { withHolder } from "./ack-timeout.ts";
import type { Decision, IncidentCommand } from "./command.ts";
import { evolve } from "./evolve-incident.ts";
import {
  isOpen,
  overWords,
  type AlertGroup,
  type Incident,
  type IncidentEvent,
  type TimelineEntry,
} from "./incident.ts";

type AlertsChanged = IncidentCommand & { readonly kind: "alerts-changed" };

/** A quiet return is not paged before it has lasted this long: it may be a lagging sender. */
const HOLD_AFTER_QUIET_RETURN = { minutes: 1 };

/** So long after it was mitigated its alerts may still come. */
const SETTLES_WITHIN = { minutes: 5 };

const QUIET_BEGAN: IncidentEvent = { kind: "quiet-began" };

/** Alerts joined, ended, flapped, were muted or unmuted: what the incident makes of it. */
export function decideAlerts(incident: Incident, command: AlertsChanged, now: DateTime): Decision {
  if (incident.status === "merged") return { events: [], reason: overWords(incident) };
  const told = tell(incident, command, now);
  if (told.length === 0) return { events: [], reason: "nothing changed" };
  const events = [...told, ...changeOfState(incident, command, now)];
  const entries = events.map((event): TimelineEntry => ({ at: now, by: command.by, event }));
  const after = entries.reduce(evolve, incident);
  const reason = reasonToPage(events, command, after);
  if (reason === null) return { events: entries, reason: "alerts changed" };
  const pages = pageFirst(after.paging, withHolder(after, command.roster), reason, now);
  return {
    events: [...entries, ...pages.map((event) => ({ at: now, by: MUSTER, event }))],
    reason,
  };
}

function tell(incident: Incident, command: AlertsChanged, now: DateTime): readonly IncidentEvent[] {
  const { joined, ended, flapped, muted, unmuted, counts } = command;
  const events: IncidentEvent[] = [];
  if (some(joined)) events.push({ kind: "alerts-joined", group: joined, counts });
  if (some(flapped)) events.push({ kind: "alerts-flapped", group: flapped, counts });
  if (some(muted)) events.push({ kind: "alerts-muted", group: muted, counts, mutedBy: muted.by });
  if (some(unmuted)) events.push({ kind: "alerts-unmuted", group: unmuted, counts });
  if (some(ended)) events.push({ kind: "alerts-ended", group: ended, counts });
  if ((some(joined) || some(flapped)) && failsToHold(incident, now)) {
    events.push({ kind: "mitigation-undone", reason: "alerts fire anew" });
  }
  return some(joined) ? [...events, ...worseBy(incident, command.severity)] : events;
}

/** Alerts take a while to see that the pain has stopped; what fires later says that it has not. */
function failsToHold(incident: Incident, now: DateTime): boolean {
  const { mitigatedAt } = incident.life;
  return mitigatedAt !== null && isOpen(incident) && now >= mitigatedAt.plus(SETTLES_WITHIN);
}

/** Alerts raise the severity, unless a person who knew as much said otherwise; that is told once. */
function worseBy(
  { severity: from, life }: Incident,
  to: AlertsChanged["severity"],
): readonly IncidentEvent[] {
  if (to === null || !isWorse(to, from)) return [];
  const { severity: choice } = life;
  if (choice === null || isWorse(to, choice.known)) return [{ kind: "severity-raised", from, to }];
  if (choice.told !== null && !isWorse(to, choice.told)) return [];
  return [{ kind: "severity-kept", asked: to, severity: from, for: choice.by }];
}

/** Back from resolved, into the quiet period, or out of it; what a person declared does not end by itself. */
function changeOfState(
  incident: Incident,
  command: AlertsChanged,
  now: DateTime,
): readonly IncidentEvent[] {
  const { joined, flapped, counts } = command;
  const active = counts.firing + counts.muted > 0;
  const fired = some(joined) || some(flapped);
  const began = active || incident.openedBy.kind === "person" ? [] : [QUIET_BEGAN];
  if (incident.status === "resolved" && fired) {
    return [reopened(incident, command, now), ...began];
  }
  if (active) return incident.quietSince === null ? [] : [{ kind: "quiet-ended" }];
  return incident.quietSince === null || fired ? began : [];
}

/** A quiet return is held back first, unless somebody has it anyway; a flap is never a lagging sender. */
function reopened(incident: Incident, command: AlertsChanged, now: DateTime): IncidentEvent {
  const quietly = command.reopen === "quietly" && !some(command.flapped);
  const held = quietly && command.pages && incident.acknowledgedBy === null;
  const holdUntil = held ? now.plus(HOLD_AFTER_QUIET_RETURN) : null;
  return { kind: "reopened", quietly, holdUntil };
}

/** A new page only for a loud return or a worse severity: joining alerts alone wake nobody twice, unless all is silent. */
function reasonToPage(
  events: readonly IncidentEvent[],
  command: AlertsChanged,
  after: Incident,
): string | null {
  if (!command.pages) return null;
  if (events.some((event) => event.kind === "severity-raised")) return "the severity rose";
  const back = events.find((event) => event.kind === "reopened");
  if (back?.kind === "reopened") return back.quietly ? null : "it came back";
  if (events.some(({ kind }) => kind === "mitigation-undone")) {
    return "it fires anew, though it was mitigated";
  }
  return some(command.joined) || some(command.flapped) ? reasonAnew(after) : null;
}

function reasonAnew(after: Incident): string | null {
  if (after.paging.state === "off") return "nobody was paged for it before";
  return isSilent(after) ? "it fires anew, and nobody acknowledged it before" : null;
}

/** The last call has gone out. */
export function isSilent({ paging }: Incident): boolean {
  return paging.state === "exhausted" && paging.nextAt === null;
}

function some(group: AlertGroup): boolean {
  return group.count > 0;
}
