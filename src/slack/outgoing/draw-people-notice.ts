import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import {
  isOpen,
  type Incident,
  type IncidentEvent,
  type TimelineEntry,
} from "#domain/incident/incident.ts";
import type { Notice } from "#domain/incident/notice.ts";
import { idsOf } from "#domain/incident/people-in.ts";
import type { OfferEvent } from "#domain/response/offer.ts";
import { isNudged } from "#domain/response/update.ts";
import { renderAnswered, renderAsked } from "#slack/views/incident-offer.ts";
import type { Subject } from "#slack/views/notice-subject.ts";
import {
  renderDuties,
  renderFollowEnded,
  renderLeadMissed,
  renderLeft,
  renderStale,
  renderUpdateDue,
  renderUpdateTold,
} from "#slack/views/people-notices.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { slackChannelOf } from "#store/slack/slack-channels.ts";
import type { Outgoing } from "./outgoing.ts";

const KINDS = [
  "duties",
  "lead-missed",
  "alerts-stale",
  "left-channel",
  "update-due",
  "update-told",
  "follow-ended",
  "hand-over-asked",
  "hand-over-answered",
] as const;
type Kind = (typeof KINDS)[number];
/** What people are told of roles, hand-overs and updates of an incident. */
export type PeopleNotice = Extract<Notice, { readonly kind: Kind }>;

export function isPeopleNotice(about: Notice): about is PeopleNotice {
  return KINDS.some((kind) => kind === about.kind);
}

/** What such a notice says as things stand now; null when there is nothing to say any more. */
export async function drawPeopleNotice(
  out: Outgoing,
  about: PeopleNotice,
  place: string,
): Promise<Message | null> {
  const { kysely } = out.engine.database;
  const incident = await readIncident(kysely, about.incident);
  if (incident === null) return null;
  const room = (await slackChannelOf(kysely, incident.id))?.channel ?? null;
  const command = out.engine.configuration().slack.incidentCommand;
  const subject = { incident, room, command };
  switch (about.kind) {
    case "duties": {
      const role = out.engine.configuration().roles.get(about.role);
      if (role === undefined) return null;
      return renderDuties(subject, role, isAt(incident.roles[about.role], place));
    }
    case "lead-missed":
      return renderLeadMissed(subject);
    case "alerts-stale":
      return renderStale(subject);
    case "follow-ended":
      return renderFollowEnded(subject);
    case "update-due":
      return renderUpdateDue(subject, isWaiting(incident, about.at));
    case "left-channel":
    case "update-told":
    case "hand-over-asked":
    case "hand-over-answered":
      return drawTold(out, subject, {
        about,
        place,
        // Lines of a newer version tell of nothing that is drawn here.
        entries: await readTimeline(kysely, incident.id, () => undefined),
      });
  }
}

/** Places of people are named by what they go by: person/ann, member/U1. */
function isAt(holder: Actor | undefined, place: string): boolean {
  return idsOf(holder ?? null).some((id) => place.endsWith(`/${id}`));
}

type Told = {
  readonly about: PeopleNotice;
  readonly place: string;
  readonly entries: readonly TimelineEntry[];
};

/** What is told in the words of a line of the timeline. */
function drawTold(out: Outgoing, subject: Subject, told: Told): Message | null {
  const { about, place } = told;
  const isAlone = !place.startsWith("incident/");
  switch (about.kind) {
    case "left-channel": {
      const entry = lineOf(told, "left-channel");
      const { roles } = out.engine.configuration();
      return entry === null ? null : renderLeft(subject, entry, { isAlone, roles });
    }
    case "update-told": {
      const entry = lineOf(told, "update-posted");
      return entry === null ? null : renderUpdateTold(subject, entry);
    }
    case "hand-over-asked":
    case "hand-over-answered":
      return drawOffer(subject, told, isAlone);
    case "duties":
    case "lead-missed":
    case "alerts-stale":
    case "follow-ended":
    case "update-due":
      return null;
  }
}

function drawOffer(subject: Subject, { about, entries }: Told, isAlone: boolean): Message | null {
  const key = "offer" in about ? about.offer : "";
  const events = entries.flatMap(({ event }) =>
    isOffer(event) && event.key === key ? [event] : [],
  );
  const offered = events.find((event) => event.kind === "hand-over-offered");
  const end = events.findLast(({ kind }) => !ASKING.has(kind)) ?? null;
  if (about.kind === "hand-over-answered")
    return end === null ? null : renderAnswered(subject, end);
  if (offered === undefined) return null;
  const { open } = subject.incident.offers;
  const until = open?.key === key ? open.until : null;
  return renderAsked(subject, { offered, end, isAlone, until });
}

const ASKING: ReadonlySet<OfferEvent["kind"]> = new Set([
  "hand-over-offered",
  "hand-over-asked-again",
]);

function isOffer(event: IncidentEvent): event is OfferEvent {
  return event.kind.startsWith("hand-over-");
}

function lineOf<EventKind extends IncidentEvent["kind"]>(
  { about, entries }: Told,
  kind: EventKind,
):
  | (TimelineEntry & { readonly event: Extract<IncidentEvent, { readonly kind: EventKind }> })
  | null {
  const at = "at" in about ? about.at.toMillis() : null;
  for (const entry of entries) {
    if (entry.at.toMillis() === at && isKind(entry, kind)) return entry;
  }
  return null;
}

function isKind<EventKind extends IncidentEvent["kind"]>(
  entry: TimelineEntry,
  kind: EventKind,
): entry is TimelineEntry & {
  readonly event: Extract<IncidentEvent, { readonly kind: EventKind }>;
} {
  return entry.event.kind === kind;
}

/** Nobody has posted one since, nor put it off, and this is the newest reminder. */
function isWaiting(incident: Incident, at: DateTime): boolean {
  const { updates } = incident;
  const { nudgedAt } = updates;
  return isOpen(incident) && isNudged(updates) && nudgedAt !== null && +nudgedAt === +at;
}
