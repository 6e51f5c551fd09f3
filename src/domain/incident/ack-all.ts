import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { Paging, Target } from "#domain/escalation/escalation.ts";
import { levelOf } from "#domain/escalation/level.ts";
import { namesOf } from "#domain/escalation/turn.ts";
import { paceOf, personOf, withNextLook } from "./ack-timeout.ts";

/** Of a level in which each must acknowledge: everybody who was paged, without the one who does. */
export function othersOf(paging: Paging, by: Actor): readonly string[] {
  if (paging.state !== "paging" || levelOf(paging)?.ack !== "all") return [];
  return namesOf(paging.reached ?? []).filter((person) => person !== personOf(by));
}

/** Somebody has it, and these are paged again until each of them has acknowledged too. */
export function awaitOthers(
  paging: Paging,
  {
    at,
    by,
    unanswered,
  }: { readonly at: DateTime; readonly by: Actor; readonly unanswered: readonly string[] },
): Paging {
  const remindAt = at.plus(paceOf(paging));
  return withNextLook({ ...paging, unanswered, answered: listed(by), remindAt });
}

export function alsoAcknowledged(paging: Paging, by: Actor): Paging {
  const answered = [...paging.answered, ...listed(by)];
  return withoutPerson({ ...paging, answered }, personOf(by));
}

/** Nobody waits for somebody who cannot be reached. */
export function notReached(paging: Paging, target: Target): Paging {
  return withoutPerson(paging, target.kind === "person" ? target.person : null);
}

function withoutPerson(paging: Paging, person: string | null): Paging {
  if (person === null || !paging.unanswered.includes(person)) return paging;
  const unanswered = paging.unanswered.filter((one) => one !== person);
  const remindAt = unanswered.length === 0 ? null : paging.remindAt;
  return withNextLook({ ...paging, unanswered, remindAt });
}

function listed(by: Actor): readonly string[] {
  const person = personOf(by);
  return person === null ? [] : [person];
}
