import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import { apply, decide } from "#domain/incident/decide-incident.ts";
import type { Incident, IncidentId } from "#domain/incident/incident.ts";
import { isWorse } from "#domain/severity.ts";
import type { Engine } from "#engine/engine.ts";
import { countAlerts } from "#store/alert/incident-alerts.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import { lockMerging } from "#store/incident/incident-locks.ts";
import { lockIncidents } from "#store/incident/incidents.ts";
import { moveAlerts } from "#store/incident/merging.ts";
import { saveChanges, type Change } from "./change-incident.ts";
import { currentRoster, noteTurns } from "./current-roster.ts";

type Ids = {
  readonly from: IncidentId;
  readonly into: IncidentId;
  /** Whether the one that ends counts as a duplicate of the other. */
  readonly isDuplicate?: boolean;
};

export type Merging =
  /** There is no incident of this number. */
  | { readonly kind: "unknown"; readonly id: IncidentId }
  | { readonly kind: "refused"; readonly reason: string }
  | {
      readonly kind: "merged";
      /** The one that goes on. */
      readonly into: Incident;
    };

/** Ends one incident because it is the same trouble as another one, which goes on with the alerts of both. */
export async function mergeIncidents(
  engine: Engine,
  { from, into, isDuplicate = false }: Ids,
  by: Actor,
): Promise<Merging> {
  return await engine.database.transaction(async (tx) => {
    await lockMerging(tx);
    const locked = new Map((await lockIncidents(tx, [from, into])).map((one) => [one.id, one]));
    const [ending, going] = [locked.get(from), locked.get(into)];
    if (ending === undefined) return { kind: "unknown", id: from };
    if (going === undefined) return { kind: "unknown", id: into };
    const now = await readClock(tx);
    const as = isDuplicate ? ({ as: "duplicate" } as const) : {};
    const { events, reason } = decide(ending, { kind: "merge", by, into: going, ...as }, now);
    if (events.length === 0) return { kind: "refused", reason };
    await moveAlerts(tx, from, into);
    const taken = await takeIn(engine, tx, { ending, going, by, now });
    const ended = { incident: apply(ending, events), entries: events, isNew: false };
    await saveChanges(engine, tx, [ended, taken]);
    return { kind: "merged", into: taken.incident };
  });
}

type Pair = {
  readonly ending: Incident;
  readonly going: Incident;
  readonly by: Actor;
  readonly now: DateTime;
};

async function takeIn(
  engine: Engine,
  tx: Transaction,
  { ending, going, by, now }: Pair,
): Promise<Change> {
  const severity = isWorse(ending.severity, going.severity) ? ending.severity : going.severity;
  const { pages } = engine.configuration().severities[severity];
  const counts = await countAlerts(tx, going.id);
  const roster = await currentRoster(engine, tx, { ...going, severity }, now);
  const command = { kind: "take-in", by, from: ending, counts, pages, roster } as const;
  const { events } = decide(going, command, now);
  await noteTurns(tx, going, events);
  return { incident: apply(going, events), entries: events, isNew: false };
}
