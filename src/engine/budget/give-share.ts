import type { Actor } from "#domain/actor.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { shareByHand } from "#domain/objective/share-by-hand.ts";
import type { Engine } from "#engine/engine.ts";
import { changeLocked, type Outcome } from "#engine/incident/change-incident.ts";
import { versionsOf, withdrawManual } from "#store/budget/shares.ts";
import { readClock } from "#store/database/clock.ts";
import { lockIncident } from "#store/incident/incidents.ts";
import { keepIn } from "./keep-share.ts";

/** Who says what of an incident and an objective. */
export type GivenBy = {
  readonly incident: IncidentId;
  readonly objective: Objective;
  readonly by: Actor;
  readonly reason: string;
};

export type Failures = { readonly percent: number; readonly minutes: number };

/** What people know of the failures counts from now on, whatever is measured; null when there is no such incident. */
export async function giveShare(
  engine: Engine,
  { incident: id, objective, by, reason }: GivenBy,
  failures: Failures,
): Promise<Outcome | null> {
  const told = await engine.database.transaction(async (tx) => {
    const incident = await lockIncident(tx, id);
    if (incident === null) return null;
    const now = await readClock(tx);
    const share = shareByHand(failures, objective);
    const given = { objective: objective.id, ...failures, share: share.share ?? 0, reason };
    const command = { kind: "give-share", by, ...given } as const;
    const outcome = await changeLocked(engine, tx, incident, { command, now });
    if (!outcome.changed) return outcome;
    const about = { incident: id, objective: objective.id };
    await withdrawManual(tx, about, now);
    const kept = { ...about, phase: "manual", impact: null, share, measuredAt: now } as const;
    await keepIn(tx, { ...kept, given: { by, reason }, before: undefined });
    return outcome;
  });
  if (told?.changed === true) engine.metrics.shares.inc({ quality: "manual" });
  return told;
}

/** What was measured counts again. */
export async function withdrawShare(
  engine: Engine,
  { incident: id, objective: { id: objective }, by, reason }: GivenBy,
): Promise<Outcome | null> {
  return await engine.database.transaction(async (tx) => {
    const incident = await lockIncident(tx, id);
    if (incident === null) return null;
    const known = await versionsOf(tx, id);
    const isGiven = known.some((one) => {
      return one.objective === objective && one.phase === "manual" && one.withdrawnAt === null;
    });
    if (!isGiven) return { incident, changed: false, reason: "nobody gave it by hand" };
    const now = await readClock(tx);
    const command = { kind: "withdraw-share", by, objective, reason } as const;
    const outcome = await changeLocked(engine, tx, incident, { command, now });
    if (!outcome.changed) return outcome;
    await withdrawManual(tx, { incident: id, objective }, now);
    return outcome;
  });
}
