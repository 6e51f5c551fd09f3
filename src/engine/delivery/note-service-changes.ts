import { isDeepStrictEqual } from "node:util";
import type { DateTime } from "luxon";
import type { IncidentId } from "#domain/incident/incident.ts";
import { mergeServiceChange, type ServiceChange } from "#domain/service-change.ts";
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
  const results = await engine.database.transaction((tx) => noteAll(engine, tx, told));
  for (const [{ source }, { noted }] of results) count(engine, source, noted);
  return told.flatMap((one) => results.get(one)?.noted ?? []);
}

/** Drops what is older than anybody would look back. */
export async function dropServiceChanges({ database, configuration }: Engine): Promise<void> {
  await dropOldServiceChanges(database, configuration().retention.serviceChanges);
}

type Result = {
  readonly noted: NotedChange;
  /** Open incidents that show it now, or did before. */
  readonly incidents: readonly IncidentId[];
};

async function noteAll(
  engine: Engine,
  tx: Transaction,
  told: readonly ToldChange[],
): Promise<ReadonlyMap<ToldChange, Result>> {
  const now = await readClock(tx);
  const results = new Map<ToldChange, Result>();
  // In one order, so that two senders never wait for each other.
  for (const one of told.toSorted(byName)) results.set(one, await note(engine, tx, one, now));
  await announce(tx, [...results.values()]);
  return results;
}

async function note(
  engine: Engine,
  tx: Transaction,
  { concerns, ...told }: ToldChange,
  now: DateTime,
): Promise<Result> {
  const { id } = told;
  const services = servicesConcerned(engine.configuration(), concerns);
  if (services.length === 0) return ignored(id, nobodyHas(concerns));
  const known = await lockServiceChange(tx, told);
  const fresh = { ...told, services };
  const change = known === null ? fresh : mergeServiceChange(known, fresh);
  const { serviceChanges: keptFor } = engine.configuration().retention;
  if (change.at < now.minus(keptFor)) return ignored(id, `it is older than ${keptFor.toHuman()}`);
  if (known !== null && isSame(known, change)) {
    return { noted: { id, result: "unchanged", services }, incidents: [] };
  }
  await saveServiceChange(tx, change);
  const { lookBack } = engine.configuration().changes;
  const before = known === null ? [] : await openIncidentsAfter(tx, known, lookBack);
  const incidents = [...before, ...(await openIncidentsAfter(tx, change, lookBack))];
  return { noted: { id, result: known === null ? "new" : "updated", services }, incidents };
}

/** Lanes are shared with everybody, so they are locked last, and in one order. */
async function announce(tx: Transaction, results: readonly Result[]): Promise<void> {
  const incidents = new Set(results.flatMap((result) => result.incidents));
  for (const id of [...incidents].toSorted((a, b) => a - b)) await enqueueAnnouncement(tx, id);
}

function count(engine: Engine, source: ToldChange["source"], noted: NotedChange): void {
  const { result, reason } = noted;
  engine.metrics.serviceChanges.inc({ source, result });
  if (reason !== undefined) engine.logger.info({ source, reason }, "ignored a service change");
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

function ignored(id: string, reason: string): Result {
  return { noted: { id, result: "ignored", services: [], reason }, incidents: [] };
}

function byName(a: ToldChange, b: ToldChange): number {
  const [first, second] = [`${a.source} ${a.id}`, `${b.source} ${b.id}`];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
