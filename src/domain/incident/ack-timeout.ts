import { DateTime, Duration } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { Paging, PagingEvent, Roster, Target } from "#domain/escalation/escalation.ts";
import { firstToStopAt, levelOf, urgencyOf } from "#domain/escalation/level.ts";
import { pageFirst } from "#domain/escalation/page-levels.ts";
import { namesOf } from "#domain/escalation/turn.ts";
import type { Incident } from "./incident.ts";

/** Whoever has it is asked so long before their acknowledgement runs out, or half of its time when that is less. */
const ASK_BEFORE = Duration.fromObject({ minutes: 5 });

/** What happens by itself while somebody has it: a question, and a page when it is not answered. */
export function whenTaken(
  incident: Incident,
  roster: Roster,
  now: DateTime,
): readonly PagingEvent[] {
  const { paging } = incident;
  if (paging.nextAt === null || now < paging.nextAt) return [];
  if (paging.remindAt !== null && now >= paging.remindAt) return [remind(paging, roster, now)];
  const timeout = timeoutOf(paging);
  if (!mayFire(incident) && timeout !== null) return [kept(now.plus(timeout))];
  if (paging.state === "snoozed") {
    return pageFirst(paging, withHolder(incident, roster), "the snooze is over", now);
  }
  if (!paging.asked) return [ask(incident, roster, now)];
  const reason = "whoever has it did not say that they are still on it";
  return pageFirst(paging, withHolder(incident, roster), reason, now);
}

/** The paging once somebody has it: from now on their acknowledgement runs out. Not where nobody would be paged. */
export function heldFrom(paging: Paging, at: DateTime): Paging {
  const timeout = wakesSomebody(paging) ? timeoutOf(paging) : null;
  return heldUntil(paging, timeout === null ? null : at.plus(timeout));
}

export function heldUntil(paging: Paging, ackUntil: DateTime | null): Paging {
  const held = { ...paging, state: "acknowledged", ackUntil, asked: false } as const;
  return withNextLook(held);
}

/** The same with the moment at which something happens by itself next. */
export function withNextLook(paging: Paging): Paging {
  const { ackUntil, asked, remindAt } = paging;
  const ackAt = asked || ackUntil === null ? ackUntil : ackUntil.minus(askBefore(paging));
  const moments = [ackAt, remindAt].filter((moment) => moment !== null);
  return { ...paging, nextAt: DateTime.min(...moments) ?? null };
}

/** Who has it is paged with the first level that is given its time. */
export function withHolder({ acknowledgedBy, paging }: Incident, roster: Roster): Roster {
  const person = personOf(acknowledgedBy);
  if (person === null) return roster;
  const place = firstToStopAt(paging, { roster, mayWait: true }, 0) ?? 0;
  if (namesOf(roster.levels[place] ?? []).includes(person)) return roster;
  const levels = paging.policy.levels.map((_, level): readonly Target[] => {
    const found = roster.levels[level] ?? [];
    return level === place ? [...found, { kind: "person", person }] : found;
  });
  return { ...roster, levels };
}

export function personOf(actor: Actor | null): string | null {
  return actor?.kind === "person" ? actor.person : null;
}

function ask(incident: Incident, roster: Roster, now: DateTime): PagingEvent {
  const { paging, acknowledgedBy } = incident;
  const least = now.plus(askBefore(paging));
  const until = paging.ackUntil !== null && paging.ackUntil > least ? paging.ackUntil : least;
  const person = personOf(acknowledgedBy);
  const targets = person === null ? quietChannels(roster) : [{ kind: "person", person } as const];
  const reason = "still on it?";
  return { kind: "asked", step: paging.step + 1, targets, urgency: "low", reason, until };
}

/** Somebody whom the configuration does not know is asked where their team reads. */
function quietChannels({ fallback }: Roster): readonly Target[] {
  const channels = fallback.filter((target) => target.kind === "channel");
  return channels.map(({ channel }) => ({ kind: "channel", channel, mention: "none" }));
}

/** Each of the level must acknowledge: those who have not are paged again, at the level's pace. */
function remind(paging: Paging, roster: Roster, now: DateTime): PagingEvent {
  const targets = paging.unanswered.map((person) => ({ kind: "person", person }) as const);
  return {
    kind: "paged-again",
    cause: "unanswered",
    step: paging.step + 1,
    targets,
    urgency: urgencyOf(levelOf(paging), roster),
    reason: "everybody of this level must acknowledge",
    nextAt: now.plus(paceOf(paging)),
  };
}

export function paceOf(paging: Paging): Duration {
  const level = levelOf(paging);
  return level?.retry?.every ?? level?.delay ?? ASK_BEFORE;
}

function kept(until: DateTime): PagingEvent {
  return { kind: "acknowledgement-kept", until, reason: "none of its alerts fires" };
}

/** What has no alerts goes on until somebody says that the pain has stopped. */
function mayFire({ alerts: { firing, muted, ended }, life }: Incident): boolean {
  return firing > 0 || (muted + ended === 0 && life.mitigatedAt === null);
}

function timeoutOf({ policy }: Paging): Duration | null {
  return policy.ackTimeout === "off" ? null : policy.ackTimeout;
}

function askBefore(paging: Paging): Duration {
  const timeout = timeoutOf(paging) ?? ASK_BEFORE;
  const half = Duration.fromMillis(timeout.toMillis() / 2);
  return half < ASK_BEFORE ? half : ASK_BEFORE;
}

/** What is held back, or waits for somebody to come, has reached nobody yet and pages all the same. */
function wakesSomebody({ state, step, reached, ackUntil }: Paging): boolean {
  if (state === "off") return false;
  if (step > 0 || reached !== null || ackUntil !== null) return true;
  return state === "held" || state === "paging";
}
