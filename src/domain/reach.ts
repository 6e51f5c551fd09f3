import type { DateTime } from "luxon";
import { z } from "zod";
import { Instant } from "./schema.ts";
import { SLACK, type Urgency, type WayForm } from "./way.ts";

/**
 * Pending: not tried yet, or to be tried again. Sending: noted before it goes out, so after a crash it may have
 * gone out. Skipped: there was no address or no such way any more.
 */
export type AttemptState = "pending" | "sending" | "sent" | "failed" | "skipped" | "dropped";

/** When a person wants to be reached by a way; null minutes: not at all for that urgency. */
export type NotifyRule = {
  readonly way: string;
  readonly urgency: Urgency;
  readonly minutes: number | null;
};

export type PlannedAttempt = { readonly way: string; readonly dueAt: DateTime };

/** One way of one page, as far as it matters for what comes next. */
export type Attempt = PlannedAttempt & { readonly id: number; readonly state: AttemptState };

/** Why a message in Slack makes no sound for a person. */
export const SlackSilence = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("do-not-disturb"), until: Instant.nullable() }).readonly(),
  z.object({ kind: z.literal("away") }).readonly(),
]);
export type SlackSilence = z.output<typeof SlackSilence>;

type WayDefaults = Pick<WayForm, "kind" | "after">;

type Reachable = {
  /** The ways that this installation can use. */
  readonly ways: readonly WayDefaults[];
  /** The ways that the person has given an address for. */
  readonly has: ReadonlySet<string>;
  /** What the person said; for what they did not, the way's own minutes count. */
  readonly rules: readonly NotifyRule[];
};

/** When each way of a person is used: Slack at once, the others in the order in which they are due. */
export function planReach(
  { ways, has, rules }: Reachable,
  urgency: Urgency,
  now: DateTime,
): readonly PlannedAttempt[] {
  const others = ways
    .filter(({ kind }) => has.has(kind))
    .flatMap(({ kind: way, after }) => {
      const minutes = minutesFor(rules, { way, urgency }, after[urgency]);
      return minutes === null ? [] : [{ way, dueAt: now.plus({ minutes }) }];
    });
  return [{ way: SLACK, dueAt: now }, ...others.toSorted((a, b) => +a.dueAt - +b.dueAt)];
}

/** What a person said for a way, or what holds for everybody. */
export function minutesFor(
  rules: readonly NotifyRule[],
  { way, urgency }: { readonly way: string; readonly urgency: Urgency },
  usual: number | null,
): number | null {
  const rule = rules.find((one) => one.way === way && one.urgency === urgency);
  return rule === undefined ? usual : rule.minutes;
}

/** The next way that has not been tried, when this one turned out not to reach the person; Slack is always under way. */
export function nextWay(attempts: readonly Attempt[], now: DateTime): Attempt | null {
  const later = attempts.filter(({ way, state, dueAt }) => {
    return way !== SLACK && state === "pending" && dueAt > now;
  });
  return later.toSorted((a, b) => +a.dueAt - +b.dueAt || a.id - b.id)[0] ?? null;
}

/** What has become of a page as a whole; null while a way is still open that may reach the person. */
export function resultOf(
  attempts: readonly Pick<Attempt, "state">[],
): "sent" | "failed" | "dropped" | null {
  const states = new Set(attempts.map(({ state }) => state));
  if (states.has("sent")) return "sent";
  if (states.has("pending") || states.has("sending")) return null;
  return states.has("dropped") ? "dropped" : "failed";
}

/**
 * What a silent Slack means: for what may wake somebody the next way is used at once. A page of low urgency waits
 * until the person looks.
 */
export function afterSilence(
  attempts: readonly Attempt[],
  urgency: Urgency,
  now: DateTime,
): { readonly kind: "let be" } | { readonly kind: "hurry"; readonly next: Attempt | null } {
  if (urgency === "low") return { kind: "let be" };
  const underWay = attempts.some(({ way, state, dueAt }) => {
    return way !== SLACK && (state === "sent" || (isWaiting(state) && dueAt <= now));
  });
  return underWay ? { kind: "let be" } : { kind: "hurry", next: nextWay(attempts, now) };
}

export function isWaiting(state: AttemptState): boolean {
  return state === "pending" || state === "sending";
}

/** Until when Do Not Disturb lasts, from Slack's three fields; null when it is not on at that moment. */
export function silenceOf(
  dnd: { readonly enabled: boolean; readonly start: DateTime; readonly end: DateTime } | null,
  presence: "active" | "away" | null,
  now: DateTime,
): SlackSilence | null {
  if (dnd !== null && dnd.enabled && dnd.start <= now && now < dnd.end) {
    return { kind: "do-not-disturb", until: dnd.end };
  }
  return presence === "away" ? { kind: "away" } : null;
}
