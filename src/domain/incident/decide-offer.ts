import type { DateTime } from "luxon";
import { answerOffer, type OfferCommand, offerTo } from "#domain/response/offer.ts";
import type { Decision } from "./command.ts";
import { acknowledge } from "./decide-held.ts";
import { by, nothing } from "./decision.ts";
import { isOpen, overWords, type Incident } from "./incident.ts";
import { mayStillOffer } from "./leading.ts";

/** Only who has it or leads it has something to hand over. */
export function decideOffer(incident: Incident, command: OfferCommand, now: DateTime): Decision {
  if (!isOpen(incident)) return nothing(overWords(incident));
  const events = eventsOf(incident, command, now);
  if (typeof events === "string") return nothing(events);
  const reason = events.at(-1)?.kind ?? "";
  return { events: [...takenWith(incident, command, now), ...by(command.by, now, events)], reason };
}

/** Whoever accepts what is led and nobody has takes it altogether. */
function takenWith(incident: Incident, command: OfferCommand, now: DateTime): Decision["events"] {
  if (command.kind !== "accept-hand-over" || incident.acknowledgedBy !== null) return [];
  return acknowledge(incident, { kind: "acknowledge", by: command.by }, now).events;
}

function eventsOf(
  incident: Incident,
  command: OfferCommand,
  now: DateTime,
): ReturnType<typeof offerTo> {
  const { offers, acknowledgedBy } = incident;
  if (command.kind === "offer-hand-over") {
    if (mayStillOffer(incident, command.by)) return offerTo(offers, command, now);
    return acknowledgedBy === null ? "nobody has it" : "somebody else has it";
  }
  const event = answerOffer(offers, command);
  return typeof event === "string" ? event : [event];
}
