import type { DateTime } from "luxon";
import { MUSTER } from "#domain/actor.ts";
import { askedVerdict } from "#domain/response/judge-postmortem.ts";
import {
  isUndecided,
  type PostmortemCommand,
  type PostmortemEvent,
  type PostmortemVerdict,
} from "#domain/response/postmortem.ts";
import type { Decision } from "./command.ts";
import { by, nothing } from "./decision.ts";
import { evolve } from "./evolve-incident.ts";
import { isOpen, overWords, type Incident, type TimelineEntry } from "./incident.ts";
import { movePostmortem } from "./move-postmortem.ts";
import { followUpOwed, followUpWaived, writerOf } from "./postmortem-follow-up.ts";

type Of<Kind extends PostmortemCommand["kind"]> = Extract<
  PostmortemCommand,
  { readonly kind: Kind }
>;

/** Mostly it is minutes. */
const NUMBERS_COME_WITHIN = { hours: 1 };

/** Whether there will be a postmortem, and how far it has come. */
export function decidePostmortem(
  incident: Incident,
  command: PostmortemCommand,
  now: DateTime,
): Decision {
  if (incident.status === "merged" && command.kind !== "judge-postmortem") {
    return nothing(overWords(incident));
  }
  switch (command.kind) {
    case "judge-postmortem":
      return judge(incident, command, now);
    case "ask-postmortem":
      return ask(incident, command, now);
    case "waive-postmortem":
      return waive(incident, command, now);
    case "withdraw-postmortem-waiver":
      return withdrawWaiver(incident, command, now);
    case "move-postmortem":
      return movePostmortem(incident, command, now);
    case "set-postmortem-meeting":
      return setMeeting(incident, command, now);
    case "choose-postmortem-template":
      return chooseTemplate(incident, command, now);
    case "note-postmortem-section":
      return noteSection(incident, command, now);
  }
}

/** What is known now counts; a verdict that has changed says what it was before. */
function judge(incident: Incident, command: Of<"judge-postmortem">, now: DateTime): Decision {
  if (isOpen(incident)) return nothing("it is open");
  const { verdict: before } = incident.postmortem;
  const { verdict } = command;
  const isSame = before !== null && isSameVerdict(before, verdict);
  const entries = isSame ? [] : by(command.by, now, [judged(verdict, before)]);
  const after = entries.reduce(evolve, incident);
  const followed = [...followUpOf(after, command, now), ...askToDecide(after, command, now)];
  const reason = isSame ? "the verdict stays" : verdict.reason;
  return { events: [...entries, ...followed], reason };
}

/** Who leads it decides, else who had it or is on call; not before the numbers had their time to come. */
function askToDecide(
  incident: Incident,
  { onCall }: Of<"judge-postmortem">,
  now: DateTime,
): readonly TimelineEntry[] {
  const { postmortem, resolvedAt } = incident;
  if (!isUndecided(postmortem) || resolvedAt === null) return [];
  const { verdict, decisionAskedAt: askedAt } = postmortem;
  const isEarly = verdict?.isPreliminary === true && now < undecidedAt(resolvedAt);
  if (isEarly || (askedAt !== null && askedAt >= resolvedAt)) return [];
  const of = writerOf(incident, onCall);
  return of === null ? [] : by(MUSTER, now, [{ kind: "postmortem-decision-asked", of }]);
}

/** From then on people decide what the numbers do not say. */
export function undecidedAt(resolvedAt: DateTime): DateTime {
  return resolvedAt.plus(NUMBERS_COME_WITHIN);
}

/** One is needed from now on, whatever the numbers say; that there will be none does not hold any more. */
function ask(incident: Incident, command: Of<"ask-postmortem">, now: DateTime): Decision {
  const { by: actor, reason } = command;
  const { askedBy, verdict: before, waiver } = incident.postmortem;
  if (waiver === null && askedBy !== null) return nothing("somebody asked for it already");
  if (waiver === null && before?.kind === "required") return nothing("it needs one already");
  const asked = by(actor, now, [{ kind: "postmortem-asked", reason }]);
  if (isOpen(incident)) return { events: asked, reason: "asked for" };
  const needed =
    before?.kind === "required" ? [] : [judged(askedVerdict(actor, reason, before), before)];
  const entries = [...asked, ...by(MUSTER, now, needed)];
  const owed = followUpOf(entries.reduce(evolve, incident), command, now);
  return { events: [...entries, ...owed], reason: "asked for" };
}

function waive(incident: Incident, command: Of<"waive-postmortem">, now: DateTime): Decision {
  const { waiver, stage } = incident.postmortem;
  const reason = command.reason.trim();
  if (reason === "") return nothing("say why there will be none");
  if (waiver !== null) return nothing("it was waived already");
  if (stage === "published") return nothing("it is published");
  const events = [{ kind: "postmortem-waived", reason } as const, ...followUpWaived(incident)];
  return { events: by(command.by, now, events), reason };
}

function withdrawWaiver(
  incident: Incident,
  command: Of<"withdraw-postmortem-waiver">,
  now: DateTime,
): Decision {
  if (incident.postmortem.waiver === null) return nothing("it was not waived");
  const { by: actor, reason } = command;
  const withdrawn = by(actor, now, [{ kind: "postmortem-waiver-withdrawn", reason }]);
  const owed = followUpOf(withdrawn.reduce(evolve, incident), command, now);
  return { events: [...withdrawn, ...owed], reason: "the waiver was taken back" };
}

function setMeeting(
  incident: Incident,
  { by: actor, meetingAt }: Of<"set-postmortem-meeting">,
  now: DateTime,
): Decision {
  const { meetingAt: before } = incident.postmortem;
  if (before?.toMillis() === meetingAt?.toMillis()) return nothing("it says so already");
  if (meetingAt !== null && meetingAt <= now) return nothing("that moment has passed");
  const event = { kind: "postmortem-meeting-set", meetingAt } as const;
  return { events: by(actor, now, [event]), reason: "meeting set" };
}

function chooseTemplate(
  incident: Incident,
  { by: actor, template }: Of<"choose-postmortem-template">,
  now: DateTime,
): Decision {
  if (incident.postmortem.stage === "published") return nothing("it is published");
  if (incident.postmortem.template === template) return nothing("it is written with it already");
  const event = { kind: "postmortem-template-chosen", template } as const;
  return { events: by(actor, now, [event]), reason: "template chosen" };
}

function noteSection(
  incident: Incident,
  { by: actor, section, version }: Of<"note-postmortem-section">,
  now: DateTime,
): Decision {
  if (incident.postmortem.stage === "published") {
    return nothing("it is published: take it back into review to change it");
  }
  const event = { kind: "postmortem-section-written", section, version } as const;
  return { events: by(actor, now, [event]), reason: "written" };
}

function judged(verdict: PostmortemVerdict, before: PostmortemVerdict | null): PostmortemEvent {
  return { kind: "postmortem-judged", verdict, before: before === null ? null : plain(before) };
}

/** Without when it was said. */
function plain({ kind, reason, because, isPreliminary }: PostmortemVerdict): PostmortemVerdict {
  return { kind, reason, because, isPreliminary };
}

function isSameVerdict(a: PostmortemVerdict, b: PostmortemVerdict): boolean {
  return a.kind === b.kind && a.reason === b.reason && a.isPreliminary === b.isPreliminary;
}

function followUpOf(
  incident: Incident,
  owing: Parameters<typeof followUpOwed>[1],
  now: DateTime,
): readonly TimelineEntry[] {
  return by(MUSTER, now, followUpOwed(incident, owing, now));
}
