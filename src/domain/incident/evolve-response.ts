import { type CallEvent, evolveCalls } from "#domain/response/call.ts";
import { evolveTasks } from "#domain/response/evolve-tasks.ts";
import type { ImpactEvent } from "#domain/response/impact.ts";
import { type WatchEvent, withDeparture } from "#domain/response/lead-watch.ts";
import type { LifeEvent } from "#domain/response/life.ts";
import { evolveMitigation, type MitigationEvent } from "#domain/response/mitigation.ts";
import { evolveNotebook, type NotebookEvent } from "#domain/response/notebook.ts";
import { evolveOffers, type OfferEvent } from "#domain/response/offer.ts";
import { evolvePostmortem, type PostmortemEvent } from "#domain/response/postmortem.ts";
import { evolveRoles, type RoleEvent } from "#domain/response/role.ts";
import { evolveSilences, type SilenceEvent } from "#domain/response/silences.ts";
import type { StaleEvent } from "#domain/response/stale.ts";
import type { TaskEvent } from "#domain/response/task.ts";
import { evolveUpdates, type UpdateEvent } from "#domain/response/update.ts";
import { evolveImpact } from "./decide-impact.ts";
import { evolveLife } from "./evolve-life.ts";
import type { Incident, IncidentEvent, TimelineEntry } from "./incident.ts";
import { handedOver } from "./leading.ts";

/** What people do about an incident beyond answering its pages. */
export type ResponseEvent =
  | Exclude<LifeEvent, { readonly kind: "mitigated" }>
  | ImpactEvent
  | RoleEvent
  | WatchEvent
  | StaleEvent
  | OfferEvent
  | UpdateEvent
  | NotebookEvent
  | MitigationEvent
  | TaskEvent
  | CallEvent
  | SilenceEvent
  | PostmortemEvent;

type Entry<Event> = Omit<TimelineEntry, "event"> & { readonly event: Event };
type Evolve<Event> = (incident: Incident, entry: Entry<Event>) => Incident;

/** What becomes of the incident by each of these events. */
const EVOLVE: {
  readonly [Kind in ResponseEvent["kind"]]: Evolve<Extract<ResponseEvent, { readonly kind: Kind }>>;
} = {
  "mitigation-undone": evolveLife,
  "severity-set": evolveLife,
  "severity-kept": evolveLife,
  "time-corrected": evolveLife,
  "resolution-told": evolveLife,
  "verdict-given": evolveLife,
  "impact-given": evolveImpact,
  "impact-left-to-metric": evolveImpact,
  "share-given": evolveImpact,
  "share-withdrawn": evolveImpact,
  "severity-suggested": evolveImpact,
  "role-given": withRoles,
  "role-left": withRoles,
  "lead-missed": (incident, { at }) => {
    return { ...incident, leadWatch: { ...incident.leadWatch, toldAt: at } };
  },
  "left-channel": (incident, { event: { key } }) => {
    return { ...incident, leadWatch: withDeparture(incident.leadWatch, key) };
  },
  "alerts-stale": (incident, { event: { heardAt } }) => ({ ...incident, staleSince: heardAt }),
  "alerts-heard": (incident) => ({ ...incident, staleSince: null }),
  "hand-over-offered": withOffers,
  "hand-over-asked-again": withOffers,
  "hand-over-accepted": (incident, entry) => {
    return handedOver(withOffers(incident, entry), entry.event, entry.at);
  },
  "hand-over-declined": withOffers,
  "hand-over-withdrawn": withOffers,
  "hand-over-expired": withOffers,
  "update-posted": withUpdates,
  "update-due": withUpdates,
  "update-put-off": withUpdates,
  followed: withUpdates,
  unfollowed: withUpdates,
  "mitigation-planned": withMitigation,
  "mitigation-added": withMitigation,
  "mitigation-started": withMitigation,
  "mitigation-finished": withMitigation,
  "mitigation-skipped": withMitigation,
  called: (incident, entry) => {
    const paging = { ...incident.paging, step: entry.event.step };
    return { ...withCalls(incident, entry), paging };
  },
  joined: withCalls,
  "task-added": withTasks,
  "task-changed": withTasks,
  "task-done": withTasks,
  "task-dropped": withTasks,
  "task-reopened": withTasks,
  "task-reminded": withTasks,
  "task-snoozed": withTasks,
  "silence-asked": withSilences,
  "silence-extension-asked": withSilences,
  "silence-end-asked": withSilences,
  "silence-holds": withSilences,
  "silence-delayed": withSilences,
  "silence-failed": withSilences,
  "silence-ending": withSilences,
  "silence-ended": withSilences,
  "silences-taken-in": withSilences,
  "note-added": withNotebook,
  "message-saved": withNotebook,
  "message-edited": withNotebook,
  "message-deleted": withNotebook,
  "message-taken-off": withNotebook,
  "postmortem-judged": withPostmortem,
  "postmortem-asked": withPostmortem,
  "postmortem-waived": withPostmortem,
  "postmortem-waiver-withdrawn": withPostmortem,
  "postmortem-decision-asked": withPostmortem,
  "postmortem-stage-changed": withPostmortem,
  "postmortem-meeting-set": withPostmortem,
  "postmortem-template-chosen": withPostmortem,
  "postmortem-section-written": withPostmortem,
};

export function isResponse(event: IncidentEvent): event is ResponseEvent {
  return event.kind in EVOLVE;
}

export function evolveResponse(incident: Incident, entry: Entry<ResponseEvent>): Incident {
  return evolveBy(entry.event.kind, incident, entry);
}

function evolveBy<Kind extends ResponseEvent["kind"]>(
  kind: Kind,
  incident: Incident,
  entry: Entry<Extract<ResponseEvent, { readonly kind: Kind }>>,
): Incident {
  return EVOLVE[kind](incident, entry);
}

function withRoles(incident: Incident, { event }: Entry<RoleEvent>): Incident {
  return { ...incident, roles: evolveRoles(incident.roles, event) };
}

function withOffers(incident: Incident, entry: Entry<OfferEvent>): Incident {
  return { ...incident, offers: evolveOffers(incident.offers, entry) };
}

function withUpdates(incident: Incident, entry: Entry<UpdateEvent>): Incident {
  return { ...incident, updates: evolveUpdates(incident.updates, entry) };
}

function withCalls(incident: Incident, entry: Entry<CallEvent>): Incident {
  return { ...incident, calls: evolveCalls(incident.calls, entry) };
}

function withMitigation(incident: Incident, entry: Entry<MitigationEvent>): Incident {
  return { ...incident, mitigation: evolveMitigation(incident.mitigation, entry) };
}

function withTasks(incident: Incident, entry: Entry<TaskEvent>): Incident {
  return { ...incident, tasks: evolveTasks(incident.tasks, entry) };
}

function withSilences(incident: Incident, entry: Entry<SilenceEvent>): Incident {
  return { ...incident, silences: evolveSilences(incident.silences, entry.event, entry) };
}

function withNotebook(incident: Incident, { event }: Entry<NotebookEvent>): Incident {
  return { ...incident, notebook: evolveNotebook(incident.notebook, event) };
}

function withPostmortem(incident: Incident, entry: Entry<PostmortemEvent>): Incident {
  return { ...incident, postmortem: evolvePostmortem(incident.postmortem, entry) };
}
