import { isSameActor, type Actor } from "#domain/actor.ts";
import { isResponse, type ResponseEvent } from "#domain/incident/evolve-response.ts";
import type { Incident, IncidentId, TimelineEntry } from "#domain/incident/incident.ts";
import type { NoticeInput } from "#domain/incident/notice.ts";
import { placeOfPerson } from "#engine/place.ts";
import type { NewNotice } from "#store/duty/notices.ts";

type Subject = { readonly incident: Incident; readonly entries: readonly TimelineEntry[] };

/** What is told, and where. */
type Telling = { readonly about: NoticeInput; readonly places: readonly (string | null)[] };

type Tell<Kind> = (
  incident: Incident,
  entry: TimelineEntry & { readonly event: Extract<ResponseEvent, { readonly kind: Kind }> },
) => Telling;

/** What somebody is told alone, or all in the thread of the card. */
const TELL: { readonly [Kind in ResponseEvent["kind"]]?: Tell<Kind> } = {
  "role-given": ({ id }, { at, by, event: { role, to, from } }) => {
    const before = isSameActor(from, by) ? null : placeOf(from);
    return { about: { kind: "duties", ...line(id, at), role }, places: [placeOf(to), before] };
  },
  "lead-missed": ({ id, acknowledgedBy }, { at }) => {
    const places = [threadOf(id), placeOf(acknowledgedBy)];
    return { about: { kind: "lead-missed", ...line(id, at) }, places };
  },
  "alerts-stale": ({ id, acknowledgedBy }, { at }) => {
    const places = [threadOf(id), placeOf(acknowledgedBy)];
    return { about: { kind: "alerts-stale", ...line(id, at) }, places };
  },
  "left-channel": ({ id }, { at, by }) => {
    return {
      about: { kind: "left-channel", ...line(id, at) },
      places: [threadOf(id), placeOf(by)],
    };
  },
  "update-due": ({ id }, { at, event: { to } }) => {
    return { about: { kind: "update-due", ...line(id, at) }, places: [placeOf(to)] };
  },
  "update-posted": ({ id, updates }, { at, by }) => {
    const others = updates.followers.filter((one) => !isSameActor(one, by));
    return { about: { kind: "update-told", ...line(id, at) }, places: others.map(placeOf) };
  },
  "hand-over-offered": ({ id }, { event: { key, to } }) => {
    const about = { kind: "hand-over-asked", incident: id, offer: key } as const;
    return { about, places: [placeOf(to), threadOf(id)] };
  },
  "hand-over-asked-again": ({ id }, { event: { key, to } }) => {
    return { about: { kind: "hand-over-asked", incident: id, offer: key }, places: [placeOf(to)] };
  },
  "hand-over-accepted": answered,
  "hand-over-declined": answered,
  "hand-over-expired": answered,
  "task-added": assigned,
  "task-changed": assigned,
  "task-reminded": ({ id }, { at, event: { number, stage, owner, also } }) => {
    const places = [placeOf(owner), placeOf(also)];
    return { about: { kind: "task", ...line(id, at), number, stage }, places };
  },
  "postmortem-decision-asked": ({ id }, { at, event: { of } }) => {
    return { about: { kind: "postmortem-undecided", ...line(id, at) }, places: [placeOf(of)] };
  },
};

/** Whoever follows hears that it is over, and that it is not: the one who did it knows. */
const ENDS: ReadonlySet<string> = new Set<TimelineEntry["event"]["kind"]>([
  "resolved",
  "merged-into",
  "reopened",
]);

/** Whom something that happened to an incident is told, once. */
export function noticesOf({ incident, entries }: Subject): readonly NewNotice[] {
  return entries.flatMap((entry) => {
    const telling = tellingOf(incident, entry);
    if (telling === null) return [];
    const places = new Set(telling.places.filter((place) => place !== null));
    const { event, at } = entry;
    const which = "number" in event ? `/${event.number}` : "";
    const key = `${incident.id}/${event.kind}/${at.toMillis()}${which}`;
    return [...places].map((place) => ({ about: telling.about, place, key: `${key}/${place}` }));
  });
}

function tellingOf(incident: Incident, { event, ...entry }: TimelineEntry): Telling | null {
  if (ENDS.has(event.kind)) {
    const about = { kind: "follow-ended", ...line(incident.id, entry.at) } as const;
    const others = incident.updates.followers.filter((one) => !isSameActor(one, entry.by));
    return { about, places: others.map(placeOf) };
  }
  return isResponse(event) ? tell(event.kind, incident, { ...entry, event }) : null;
}

function tell<Kind extends ResponseEvent["kind"]>(
  kind: Kind,
  incident: Incident,
  entry: TimelineEntry & { readonly event: Extract<ResponseEvent, { readonly kind: Kind }> },
): Telling | null {
  return TELL[kind]?.(incident, entry) ?? null;
}

function answered(
  { id }: Incident,
  { event: { key, from } }: { readonly event: { readonly key: string; readonly from: Actor } },
): Telling {
  const about = { kind: "hand-over-answered", incident: id, offer: key } as const;
  return { about, places: [placeOf(from)] };
}

/** Whoever gets a task is told, unless they took it themselves or had it before. */
function assigned(
  { id }: Incident,
  {
    at,
    by,
    event,
  }: TimelineEntry & {
    readonly event: Extract<ResponseEvent, { readonly kind: "task-added" | "task-changed" }>;
  },
): Telling {
  const { number, owner } = event;
  const before = event.kind === "task-changed" ? event.before : null;
  const knows = owner === null || isSameActor(owner, by) || isSameActor(before, owner);
  const about = { kind: "task", ...line(id, at), number, stage: "assigned" } as const;
  return { about, places: knows ? [] : [placeOf(owner)] };
}

function line(
  incident: IncidentId,
  at: TimelineEntry["at"],
): { readonly incident: IncidentId; readonly at: string } {
  return { incident, at: at.toUTC().toISO() };
}

function threadOf(incident: IncidentId): string {
  return `incident/${incident}`;
}

/** Somebody whom the configuration does not know is reached by their id in Slack. */
function placeOf(actor: Actor | null): string | null {
  if (actor?.kind !== "person") return null;
  return actor.person === null ? `member/${actor.slackId}` : placeOfPerson(actor.person);
}
