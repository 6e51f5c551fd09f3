import type { DateTime } from "luxon";
import type { AlertEvent } from "#domain/alert/alert.ts";
import { isHeartbeat } from "#domain/alert/heartbeat.ts";
import type { Source } from "#domain/alert/source.ts";
import { placeAlert } from "#domain/service/place-alert.ts";
import type { Engine, Reading } from "#engine/engine.ts";
import { settleDelivery, type Delivery } from "#store/alert/deliveries.ts";
import { noteDelivery } from "#store/alert/sources.ts";
import type { Transaction } from "#store/database/database.ts";
import { DeliveryFault } from "./delivery-fault.ts";
import { pack } from "./portions.ts";
import { observeEvents, rememberGroup } from "./receive-report.ts";
import { refuseDelivery } from "./refuse-delivery.ts";

/** The most incidents that one transaction changes: nobody waits long for its locks, and a usual storm is one digest. */
export const MOST_INCIDENTS = 60;

/** A part of a delivery that is done in one transaction; done again, it changes nothing. */
export type Step = {
  readonly delivery: Delivery;
  /** About how many incidents it changes. */
  readonly incidents: number;
  readonly take: (tx: Transaction, now: DateTime) => Promise<void>;
};

/** What is to be done for a delivery, in order; the last step ends its wait. */
export function planDelivery(engine: Engine, source: string, delivery: Delivery): readonly Step[] {
  try {
    return planReadable(engine, source, delivery);
  } catch (error) {
    const fault = new DeliveryFault(error);
    return [{ delivery, incidents: 1, take: () => Promise.reject(fault) }];
  }
}

function planReadable(engine: Engine, source: string, delivery: Delivery): readonly Step[] {
  const reading = read(engine, source, delivery);
  if (reading.kind === "unreadable") {
    const refusal = { source, delivery: delivery.id, reason: reading.reason };
    return [
      { delivery, incidents: 1, take: (tx, now) => refuseDelivery(engine, tx, refusal, now) },
    ];
  }
  const { report } = reading;
  const known = engine.configuration().sources.get(source);
  const beats =
    known === undefined ? [] : report.events.filter((event) => isHeartbeat(known, event));
  const events = report.events.filter((event) => !beats.includes(event));
  const { receivedAt } = delivery;
  const again = delivery.replayedBy === null ? { acceptedAt: receivedAt } : { cameAt: receivedAt };
  const tellings = portionsOf(engine, known, events).map(({ portion, incidents }): Step => {
    const told = { source, group: report.group, events: portion, delivery, ...again };
    return { delivery, incidents, take: (tx, now) => observeEvents(engine, tx, { ...told, now }) };
  });
  const end: Step = {
    delivery,
    incidents: 0,
    take: async (tx, now) => {
      const by = await settleDelivery(tx, delivery.id, null);
      if (by !== null) return tellReplayed(engine, { source, delivery: delivery.id, by });
      await rememberGroup(tx, { source, report: { ...report, events }, now });
      const beat = beats.some(({ status }) => status === "firing");
      await noteDelivery(tx, source, now, beat);
    },
  };
  return [...tellings, end];
}

/** It is no sign of life of its source, and says nothing about which alerts go on. */
function tellReplayed(
  { logger }: Engine,
  replayed: { readonly source: string; readonly delivery: number; readonly by: string },
): void {
  logger.info(replayed, "a delivery that was handed in again is worked off");
}

function read(engine: Engine, id: string, { body, receivedAt }: Delivery): Reading {
  const type: Source["type"] = engine.configuration().sources.get(id)?.type ?? "alertmanager";
  return engine.readers[type].read(body, receivedAt);
}

type Portion = { readonly portion: readonly AlertEvent[]; readonly incidents: number };

/** Events of the same incidents stay together, so that each incident hears of all its alerts at once. */
function portionsOf(
  engine: Engine,
  source: Source | undefined,
  events: readonly AlertEvent[],
): readonly Portion[] {
  const configuration = engine.configuration();
  const placed = events.map((event) => {
    const keys = placeAlert(configuration, source, event.labels).map(({ key }) => key);
    return { event, name: JSON.stringify(keys), incidents: keys.length };
  });
  const together = [...Map.groupBy(placed, ({ name }) => name)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => group);
  return pack(together, weigh, MOST_INCIDENTS).map((groups) => ({
    portion: groups.flat().map(({ event }) => event),
    incidents: groups.reduce((sum, group) => sum + weigh(group), 0),
  }));
}

function weigh([first]: readonly { readonly incidents: number }[]): number {
  return first?.incidents ?? 0;
}
