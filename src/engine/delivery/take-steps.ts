import type { DateTime } from "luxon";
import type { Engine } from "#engine/engine.ts";
import { endDeliveries } from "#store/alert/deliveries.ts";
import type { Transaction } from "#store/database/database.ts";
import type { Step } from "./plan-delivery.ts";
import { observeEvents, rememberGroups } from "./receive-report.ts";
import { refuseDelivery } from "./refuse-delivery.ts";

type Taking = {
  readonly source: string;
  readonly steps: readonly Step[];
  readonly now: DateTime;
};

/**
 * Takes steps, those together that have nothing to do with each other: as many statements for many deliveries as for
 * one, which is what a storm is made of.
 */
export async function takeSteps(
  engine: Engine,
  tx: Transaction,
  { source, steps, now }: Taking,
): Promise<void> {
  for (const run of runsOf(steps)) {
    const told = run.flatMap((step) => (step.kind === "tell" ? [step.told] : []));
    if (told.length > 0) await observeEvents(engine, tx, { source, told, now });
    for (const step of run) {
      if (step.kind === "fail") throw step.fault;
      if (step.kind !== "refuse") continue;
      const { delivery, reason } = step;
      await refuseDelivery(engine, tx, { source, delivery: delivery.id, reason }, now);
    }
    await endAll(engine, tx, { source, steps: run, now });
  }
}

/** What was handed in again says nothing about which alerts go on. */
async function endAll(
  { logger }: Engine,
  tx: Transaction,
  { source, steps, now }: Taking,
): Promise<void> {
  const ends = steps.filter((step) => step.kind === "end");
  if (ends.length === 0) return;
  const ids = ends.map(({ delivery }) => delivery.id);
  const beats = ends.filter(({ hasBeat }) => hasBeat).map(({ delivery }) => delivery.id);
  const handedIn = await endDeliveries(tx, { source, ids, beats, at: now });
  for (const [delivery, by] of handedIn) {
    if (by === null) continue;
    logger.info({ source, delivery, by }, "a delivery that was handed in again is worked off");
  }
  const first = ends.filter(({ delivery }) => handedIn.get(delivery.id) === null);
  await rememberGroups(tx, { source, reports: first.map(({ report }) => report), now });
}

/** Parts of the steps, in their order, in each of which no two deliveries tell of the same alert or of the same group. */
function runsOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const runs: Step[][] = [];
  let seen = new Map<string, number>();
  for (const step of steps) {
    const names = namesIn(step);
    if (runs.length === 0 || names.some((name) => isAnothers(seen.get(name), step))) {
      runs.push([]);
      seen = new Map();
    }
    runs.at(-1)?.push(step);
    for (const name of names) seen.set(name, step.delivery.id);
  }
  return runs;
}

function isAnothers(delivery: number | undefined, step: Step): boolean {
  return delivery !== undefined && delivery !== step.delivery.id;
}

/** The group and the alerts that a step tells of. */
function namesIn(step: Step): readonly string[] {
  if (step.kind !== "tell" && step.kind !== "end") return [];
  const { group, events } = step.kind === "tell" ? step.told : step.report;
  const alerts = events.map(({ fingerprint }) => `alert ${fingerprint}`);
  return group === null ? alerts : [`group ${group}`, ...alerts];
}
