import type { DateTime } from "luxon";
import { z } from "zod";
import { Actor } from "#domain/actor.ts";
import { Target } from "#domain/escalation/escalation.ts";
import { Instant } from "#domain/schema.ts";
import { Urgency } from "#domain/way.ts";

/** People who were asked by hand to help; whoever has the incident keeps it. */
const HelpCall = z
  .object({
    key: z.string(),
    at: Instant,
    by: Actor,
    people: z.array(z.string()).readonly(),
    /** Those of them who have come. */
    joined: z.array(z.string()).readonly(),
  })
  .readonly();

export const HelpCalls = z.array(HelpCall).readonly().prefault([]);
export type HelpCalls = z.output<typeof HelpCalls>;

export const CallEvent = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("called"),
      key: z.string(),
      step: z.number().int().min(0),
      targets: z.array(Target).readonly(),
      urgency: Urgency,
      reason: z.string(),
    })
    .readonly(),
  /** Somebody who was called has come; by a way other than Slack it says by which. */
  z.object({ kind: z.literal("joined"), via: z.string().optional() }).readonly(),
]);
export type CallEvent = z.output<typeof CallEvent>;

export type CallCommand = {
  readonly kind: "call-people";
  readonly by: Actor;
  readonly key: string;
  /** By their ids in `people`. */
  readonly people: readonly string[];
  /** What they are needed for, in words for them. */
  readonly reason: string;
};

/** Whoever was called less long ago is not called again. */
const AGAIN_AFTER = { minutes: 5 };

/** Who of these can be called now: not who has come, nor who was called a moment ago. */
export function callable(
  calls: HelpCalls,
  people: readonly string[],
  now: DateTime,
): readonly string[] {
  return [...new Set(people)].filter((person) =>
    calls.every(({ at, people: called, joined }) => {
      if (joined.includes(person)) return false;
      return !called.includes(person) || now >= at.plus(AGAIN_AFTER);
    }),
  );
}

/** Whether somebody was called and has not come yet. */
export function isCalled(calls: HelpCalls, person: string | null): boolean {
  if (person === null || hasJoined(calls, person)) return false;
  return calls.some(({ people }) => people.includes(person));
}

export function hasJoined(calls: HelpCalls, person: string): boolean {
  return calls.some(({ joined }) => joined.includes(person));
}

export function evolveCalls(
  calls: HelpCalls,
  { at, by, event }: { readonly at: DateTime; readonly by: Actor; readonly event: CallEvent },
): HelpCalls {
  switch (event.kind) {
    case "called": {
      const people = event.targets.flatMap((one) => (one.kind === "person" ? [one.person] : []));
      return [...calls, { key: event.key, at, by, people, joined: [] }];
    }
    case "joined": {
      const person = by.kind === "person" ? by.person : null;
      if (person === null) return calls;
      return calls.map((call) => {
        const isOfIt = call.people.includes(person);
        return isOfIt ? { ...call, joined: [...call.joined, person] } : call;
      });
    }
  }
}
