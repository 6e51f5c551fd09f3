import type { AlertEvent, AlertReport } from "#domain/alert/alert.ts";
import { isHeartbeat } from "#domain/alert/heartbeat.ts";
import type { Source } from "#domain/alert/source.ts";
import { placeAlert } from "#domain/service/place-alert.ts";
import type { Engine, Reading } from "#engine/engine.ts";
import type { Delivery } from "#store/alert/deliveries.ts";
import { DeliveryFault } from "./delivery-fault.ts";
import { pack } from "./portions.ts";
import type { Told } from "./receive-report.ts";

/** The most incidents that one transaction changes: nobody waits long for its locks, and a usual storm is one digest. */
export const MOST_INCIDENTS = 60;

/** A part of a delivery that is done in one transaction; done again, it changes nothing. */
export type Step = {
  readonly delivery: Delivery;
  /** About how many incidents it changes. */
  readonly incidents: number;
} & (
  | { readonly kind: "tell"; readonly told: Told }
  /** All is told, and its wait ends. */
  | { readonly kind: "end"; readonly report: AlertReport; readonly hasBeat: boolean }
  | { readonly kind: "refuse"; readonly reason: string }
  | { readonly kind: "fail"; readonly fault: DeliveryFault }
);

/** What is to be done for a delivery, in order; the last step ends its wait. */
export function planDelivery(engine: Engine, source: string, delivery: Delivery): readonly Step[] {
  try {
    return planReadable(engine, source, delivery);
  } catch (error) {
    const fault = new DeliveryFault(error);
    return [{ kind: "fail", delivery, incidents: 1, fault }];
  }
}

function planReadable(engine: Engine, source: string, delivery: Delivery): readonly Step[] {
  const reading = read(engine, source, delivery);
  if (reading.kind === "unreadable") {
    return [{ kind: "refuse", delivery, incidents: 1, reason: reading.reason }];
  }
  const { report } = reading;
  const known = engine.configuration().sources.get(source);
  const beats =
    known === undefined ? [] : report.events.filter((event) => isHeartbeat(known, event));
  const events = report.events.filter((event) => !beats.includes(event));
  const { receivedAt } = delivery;
  const isFirst = delivery.replayedBy === null;
  const acceptedAt = isFirst ? receivedAt : null;
  const from = { delivery: delivery.id, source, receivedAt, acceptedAt };
  const common = { group: report.group, from, ...(isFirst ? {} : { cameAt: receivedAt }) };
  const tellings = portionsOf(engine, known, events).map(({ portion, incidents }): Step => {
    return { kind: "tell", delivery, incidents, told: { ...common, events: portion } };
  });
  const hasBeat = beats.some(({ status }) => status === "firing");
  return [
    ...tellings,
    { kind: "end", delivery, incidents: 0, report: { ...report, events }, hasBeat },
  ];
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
