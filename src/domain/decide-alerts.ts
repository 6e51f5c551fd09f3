import type { DateTime } from "luxon";
import { MUSTER } from "./actor.ts";
import { pageFirst } from "./escalation.ts";
import { evolve } from "./evolve-incident.ts";
import type {
  AlertGroup,
  Decision,
  Incident,
  IncidentCommand,
  IncidentEvent,
  TimelineEntry,
} from "./incident.ts";
import { isWorse } from "./severity.ts";

type AlertsChanged = IncidentCommand & { readonly kind: "alerts-changed" };

/** A quiet return is not paged before it has lasted this long: it may be a lagging sender. */
const HOLD_AFTER_QUIET_RETURN = { minutes: 1 };

/** Alerts joined, ended, flapped, were muted or unmuted: what the incident makes of it. */
export function decideAlerts(incident: Incident, command: AlertsChanged, now: DateTime): Decision {
  const told = tell(incident, command);
  const state = reopening(incident, command, now);
  const events = [...told, ...state];
  if (events.length === 0) return { events: [], reason: "nothing changed" };
  const entries = events.map((event): TimelineEntry => ({ at: now, by: command.by, event }));
  const after = entries.reduce(evolve, incident);
  const reason = reasonToPage(events, command);
  if (reason === null) return { events: entries, reason: "alerts changed" };
  const pages = pageFirst(after.paging, command.roster, reason, now);
  return {
    events: [...entries, ...pages.map((event) => ({ at: now, by: MUSTER, event }))],
    reason,
  };
}

function tell(incident: Incident, command: AlertsChanged): readonly IncidentEvent[] {
  const { joined, ended, flapped, muted, unmuted, counts } = command;
  const events: IncidentEvent[] = [];
  if (some(joined)) events.push({ kind: "alerts-joined", group: joined, counts });
  if (some(flapped)) events.push({ kind: "alerts-flapped", group: flapped, counts });
  if (some(muted)) events.push({ kind: "alerts-muted", group: muted, counts, mutedBy: muted.by });
  if (some(unmuted)) events.push({ kind: "alerts-unmuted", group: unmuted, counts });
  if (some(ended)) events.push({ kind: "alerts-ended", group: ended, counts });
  if (some(joined) && command.severity !== null && isWorse(command.severity, incident.severity)) {
    events.push({ kind: "severity-raised", from: incident.severity, to: command.severity });
  }
  return events;
}

/** Back from resolved, into the quiet period, or out of it. */
function reopening(
  incident: Incident,
  command: AlertsChanged,
  now: DateTime,
): readonly IncidentEvent[] {
  const active = command.counts.firing + command.counts.muted > 0;
  if (incident.status === "resolved") {
    if (!some(command.joined) && !some(command.flapped)) return [];
    const quietly = command.reopen === "quietly";
    const holdUntil = quietly && command.pages ? now.plus(HOLD_AFTER_QUIET_RETURN) : null;
    return [{ kind: "reopened", quietly, holdUntil }];
  }
  if (active && incident.quietSince !== null) return [{ kind: "quiet-ended" }];
  if (!active && incident.quietSince === null) return [{ kind: "quiet-began" }];
  return [];
}

/** A new page only for a loud return or a worse severity: joining alerts alone wake nobody twice. */
function reasonToPage(events: readonly IncidentEvent[], command: AlertsChanged): string | null {
  if (!command.pages) return null;
  if (events.some((event) => event.kind === "severity-raised")) return "the severity rose";
  const back = events.find((event) => event.kind === "reopened");
  if (back?.kind === "reopened") return back.quietly ? null : "it came back";
  return null;
}

function some(group: AlertGroup): boolean {
  return group.count > 0;
}
