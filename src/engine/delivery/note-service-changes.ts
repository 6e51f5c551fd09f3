import { isDeepStrictEqual } from "node:util";
import { type DateTime, Duration } from "luxon";
import { KEPT_FOR, mergeServiceChange, type ServiceChange } from "#domain/service-change.ts";
import { type Concerns, servicesConcerned } from "#domain/service/place-service-change.ts";
import type { Engine } from "#engine/engine.ts";
import { enqueueAnnouncement } from "#engine/job/jobs.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import {
  dropOldServiceChanges,
  lockServiceChange,
  openIncidentsAfter,
  saveServiceChange,
} from "#store/incident/service-changes.ts";

/** A change as it was told, before anybody knows whose service it is. */
export type ToldChange = Omit<ServiceChange, "services"> & { readonly concerns: Concerns };

/** What became of one that was told. */
export type NotedChange = {
  readonly id: string;
  readonly result: "new" | "updated" | "unchanged" | "ignored";
  readonly services: readonly string[];
  /** Why it was ignored, in words for whoever sent it. */
  readonly reason?: string;
};

/** Keeps changes of services, all or none, and has open incidents show those that lie before their start. */
export async function noteServiceChanges(
  engine: Engine,
  told: readonly ToldChange[],
): Promise<readonly NotedChange[]> {
  const noted = await engine.database.transaction(async (tx) => {
    const now = await readClock(tx);
    const results = new Map<ToldChange, NotedChange>();
    // In one order, so that two senders never wait for each other.
    for (const one of told.toSorted(byName)) results.set(one, await note(engine, tx, one, now));
    return told.flatMap((one) => results.get(one) ?? []);
  });
  for (const [index, { result }] of noted.entries()) {
    engine.metrics.serviceChanges.inc({ source: told[index]?.source ?? "json", result });
  }
  return noted;
}

/** Drops what is older than anybody would look back. */
export async function dropServiceChanges({ database }: Engine): Promise<void> {
  await dropOldServiceChanges(database, Duration.fromObject(KEPT_FOR));
}

async function note(
  engine: Engine,
  tx: Transaction,
  { concerns, ...told }: ToldChange,
  now: DateTime,
): Promise<NotedChange> {
  const { id } = told;
  const services = servicesConcerned(engine.configuration(), concerns);
  if (services.length === 0) return ignored(id, nobodyHas(concerns));
  const known = await lockServiceChange(tx, told);
  const fresh = { ...told, services };
  const change = known === null ? fresh : mergeServiceChange(known, fresh);
  if (change.at < now.minus(KEPT_FOR)) return ignored(id, "it is older than 30 days");
  if (known !== null && isSame(known, change)) return { id, result: "unchanged", services };
  await saveServiceChange(tx, change);
  await announce(engine, tx, known === null ? [change] : [known, change]);
  return { id, result: known === null ? "new" : "updated", services };
}

/** Also where it stood before: it may stand there no more. */
async function announce(
  engine: Engine,
  tx: Transaction,
  changes: readonly ServiceChange[],
): Promise<void> {
  const { lookBack } = engine.configuration().changes;
  const incidents = new Set<number>();
  for (const change of changes) {
    for (const id of await openIncidentsAfter(tx, change, lookBack)) {
      if (!incidents.has(id)) await enqueueAnnouncement(tx, id);
      incidents.add(id);
    }
  }
}

/** By value, since moments are objects; that it was told once more is no news. */
function isSame(known: ServiceChange, change: ServiceChange): boolean {
  return isDeepStrictEqual(plain(known), plain({ ...change, toldAt: known.toldAt }));
}

function plain(change: ServiceChange): unknown {
  return JSON.parse(JSON.stringify(change));
}

function nobodyHas(concerns: Concerns): string {
  if (concerns.kind !== "name") return "it concerns no service";
  const { name, environment } = concerns;
  const where = environment === null ? "" : ` (or ${name}@${environment})`;
  return `no service in muster.yaml has it: add ${name}${where} to changes.services`;
}

function ignored(id: string, reason: string): NotedChange {
  return { id, result: "ignored", services: [], reason };
}

function byName(a: ToldChange, b: ToldChange): number {
  const [first, second] = [`${a.source} ${a.id}`, `${b.source} ${b.id}`];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
