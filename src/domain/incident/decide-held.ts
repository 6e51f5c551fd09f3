import type { DateTime } from "luxon";
import { isSameActor, MUSTER, type Actor } from "#domain/actor.ts";
import { pageNext, pageOthers } from "#domain/escalation/page-levels.ts";
import { isCalled } from "#domain/response/call.ts";
import { othersOf } from "./ack-all.ts";
import { personOf } from "./ack-timeout.ts";
import type { CommandOf, Decision } from "./command.ts";
import { by, nothing } from "./decision.ts";
import { isOpen, overWords, type Incident } from "./incident.ts";

export function acknowledge(
  incident: Incident,
  { by: actor, via }: CommandOf<"acknowledge">,
  now: DateTime,
): Decision {
  if (!isOpen(incident)) return nothing(overWords(incident));
  const { acknowledgedBy: holder, paging } = incident;
  const how = via === undefined ? {} : { via };
  if (holder === null) {
    const unanswered = othersOf(paging, actor);
    const all = unanswered.length === 0 ? {} : { unanswered };
    const event = { kind: "acknowledged", ...how, ...all } as const;
    return { events: by(actor, now, [event]), reason: "acknowledged" };
  }
  if (isSameActor(holder, actor)) {
    return paging.asked ? stillOnIt(incident, actor, now) : nothing("you already have it");
  }
  if (!paging.unanswered.includes(personOf(actor) ?? "")) {
    if (!isCalled(incident.calls, personOf(actor))) return nothing("somebody else has it");
    return { events: by(actor, now, [{ kind: "joined", ...how }]), reason: "joined" };
  }
  const event = { kind: "also-acknowledged", ...how } as const;
  return { events: by(actor, now, [event]), reason: "acknowledged too" };
}

export function stillOnIt(incident: Incident, actor: Actor, now: DateTime): Decision {
  if (!isOpen(incident)) return nothing(overWords(incident));
  const { acknowledgedBy: holder } = incident;
  if (holder === null) return nothing("nobody has it");
  if (!isSameActor(holder, actor)) return nothing("somebody else has it");
  return { events: by(actor, now, [{ kind: "still-on-it" }]), reason: "still on it" };
}

export function escalate(
  incident: Incident,
  command: CommandOf<"escalate">,
  now: DateTime,
): Decision {
  if (!isOpen(incident)) return nothing(overWords(incident));
  const reason = "escalated by hand";
  const word = by(command.by, now, [{ kind: "escalated" }]);
  const pages = pageNext(incident.paging, command.roster, reason, now);
  return { events: [...word, ...by(MUSTER, now, pages)], reason };
}

/** Who has it gives it back to the others; who only was paged for it passes it on. */
export function handBack(
  incident: Incident,
  command: CommandOf<"hand-back">,
  now: DateTime,
): Decision {
  if (!isOpen(incident)) return nothing(overWords(incident));
  const { acknowledgedBy: holder, paging } = incident;
  const reason = "handed back";
  if (holder !== null && !isSameActor(holder, command.by)) return nothing("somebody else has it");
  const word = by(command.by, now, [{ kind: "handed-back" }]);
  const pages =
    holder === null
      ? pageNext(paging, command.roster, reason, now)
      : pageOthers(paging, command.roster, personOf(holder), now);
  return { events: [...word, ...by(MUSTER, now, pages)], reason };
}

/** It changes hands only from the one whom it was asked of: whoever else has it by now keeps it. */
export function takeOver(
  incident: Incident,
  command: CommandOf<"take-over">,
  now: DateTime,
): Decision {
  if (!isOpen(incident)) return nothing(overWords(incident));
  const { acknowledgedBy: holder } = incident;
  if (holder === null) return nothing("nobody has it");
  if (isSameActor(holder, command.by)) return nothing("you already have it");
  if (personOf(holder) !== command.from) return nothing("somebody else has it");
  const event = { kind: "taken-over", from: holder } as const;
  return { events: by(command.by, now, [event]), reason: "taken over" };
}

export function snooze(incident: Incident, command: CommandOf<"snooze">, now: DateTime): Decision {
  if (!isOpen(incident)) return nothing(overWords(incident));
  if (command.until <= now) return nothing("that moment has passed");
  const event = { kind: "snoozed", until: command.until } as const;
  return { events: by(command.by, now, [event]), reason: "snoozed" };
}
