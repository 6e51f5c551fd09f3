import type { DateTime } from "luxon";
import { isSameActor, MUSTER } from "#domain/actor.ts";
import { pageFirst } from "#domain/escalation/page-levels.ts";
import type { LifeCommand } from "#domain/response/life.ts";
import { isWorse } from "#domain/severity.ts";
import { withHolder } from "./ack-timeout.ts";
import type { CommandOf, Decision } from "./command.ts";
import { correctTimes } from "./correct-times.ts";
import { by, nothing } from "./decision.ts";
import { evolve } from "./evolve-incident.ts";
import { incidentName, isOpen, overWords, type Incident } from "./incident.ts";

/** What people say of how it stands: the pain has stopped, when things happened, what came of it. */
export function decideLife(incident: Incident, command: LifeCommand, now: DateTime): Decision {
  switch (command.kind) {
    case "mark-mitigated":
      return markMitigated(incident, command, now);
    case "undo-mitigated":
      return undoMitigated(incident, command, now);
    case "correct-times":
      return correctTimes(incident, command, now);
    case "tell-resolution":
      return tellResolution(incident, command, now);
    case "give-verdict":
      return giveVerdict(incident, command, now);
  }
}

/** Whoever says so of what nobody has takes it: somebody must see it through. */
function markMitigated(
  incident: Incident,
  { by: actor }: LifeCommand & { readonly kind: "mark-mitigated" },
  now: DateTime,
): Decision {
  if (!isOpen(incident)) return nothing(overWords(incident));
  if (incident.life.mitigatedAt !== null && incident.acknowledgedBy !== null) {
    return nothing("it is mitigated already");
  }
  return { events: by(actor, now, [{ kind: "mitigated" }]), reason: "mitigated" };
}

function undoMitigated(
  incident: Incident,
  { by: actor, reason }: LifeCommand & { readonly kind: "undo-mitigated" },
  now: DateTime,
): Decision {
  if (!isOpen(incident)) return nothing(overWords(incident));
  if (incident.life.mitigatedAt === null) return nothing("it is not mitigated");
  return { events: by(actor, now, [{ kind: "mitigation-undone", reason }]), reason };
}

function tellResolution(
  incident: Incident,
  { by: actor, text }: LifeCommand & { readonly kind: "tell-resolution" },
  now: DateTime,
): Decision {
  if (isOpen(incident)) return nothing("it is open again");
  if (incident.life.resolution === text) return nothing("it says so already");
  return { events: by(actor, now, [{ kind: "resolution-told", text }]), reason: text };
}

function giveVerdict(
  incident: Incident,
  { by: actor, verdict }: LifeCommand & { readonly kind: "give-verdict" },
  now: DateTime,
): Decision {
  if (isOpen(incident)) return nothing("it is open again");
  if (incident.life.verdict === verdict) return nothing("it was said before");
  return { events: by(actor, now, [{ kind: "verdict-given", verdict }]), reason: verdict };
}

/** Whoever had it keeps it when they open it again themselves; for anybody else the first level is paged. */
export function reopen(incident: Incident, command: CommandOf<"reopen">, now: DateTime): Decision {
  if (isOpen(incident)) return nothing("it is open");
  if (incident.status === "merged") return nothing(overWords(incident));
  const { by: actor, pages, roster, reason } = command;
  const quietly = isSameActor(incident.acknowledgedBy, actor);
  const event = { kind: "reopened", quietly, holdUntil: null, reason } as const;
  const entries = by(actor, now, [event]);
  if (quietly || !pages) return { events: entries, reason: "opened again" };
  const after = entries.reduce(evolve, incident);
  const paged = pageFirst(after.paging, roster, "it was opened again", now);
  return { events: [...entries, ...by(MUSTER, now, paged)], reason: "opened again" };
}

/** Lowering never pages, and stops nothing that is under way. */
export function setSeverity(
  incident: Incident,
  command: CommandOf<"set-severity">,
  now: DateTime,
): Decision {
  if (incident.status === "merged") return nothing(overWords(incident));
  const { by: actor, to, shown = incident.severity, reason, roster } = command;
  const { severity: from } = incident;
  if (from === to) return nothing(`${incidentName(incident.id)} is ${to} already`);
  // Who meant to raise it must not lower it because somebody else raised it further.
  if (isWorse(from, to) && !isWorse(shown, to)) {
    return nothing(`${incidentName(incident.id)} was raised to ${from} meanwhile`);
  }
  if (isWorse(from, to) && reason === "") return nothing("say why it is less bad");
  const entries = by(actor, now, [{ kind: "severity-set", from, to, reason }]);
  const why = whyPage(incident, command);
  if (why === null) return { events: entries, reason: "severity set" };
  const paged = pageFirst(incident.paging, withHolder(incident, roster), why, now);
  return { events: [...entries, ...by(MUSTER, now, paged)], reason: "severity raised" };
}

/**
 * Raised by whoever has it, nobody else is called; nor while the pain has stopped. Else the first level is paged when
 * its pages are louder than those so far, or when nobody is being paged.
 */
function whyPage(
  incident: Incident,
  { by: actor, to, pages, isLouder }: CommandOf<"set-severity">,
): string | null {
  const { acknowledgedBy: holder, life, paging, severity } = incident;
  if (!pages || !isWorse(to, severity) || !isOpen(incident)) return null;
  if (isSameActor(holder, actor) || life.mitigatedAt !== null) return null;
  if (paging.state === "off") return "nobody was paged for it before";
  const isSilent = paging.state === "exhausted" && paging.nextAt === null;
  return isLouder || isSilent ? "the severity rose" : null;
}
