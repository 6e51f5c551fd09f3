import { IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import { unansweredBy } from "#store/page/attempts.ts";
import { peopleAt } from "#store/page/contacts.ts";
import { unconfirmedTest } from "#store/page/test-pages.ts";
import {
  type Answered,
  type AnsweredIncident,
  type Deed,
  doFor,
  isKnown,
  nameOf,
  readAll,
  wordsFor,
} from "./answered.ts";
import { answerTest } from "./test-page.ts";

/** What waits for an answer from one address that is known. */
export type Waiting = {
  readonly person: string;
  /** As the configuration calls them. */
  readonly name: string;
  /** By which the answer came. */
  readonly way: string;
  /** Those for which they are still asked; when there are none, what was sent to them. */
  readonly incidents: readonly AnsweredIncident[];
  /** A test page that was not answered yet. */
  readonly test: number | null;
};

type From = {
  readonly way: string;
  /** Other ways with the same kind of address: a number that was called may write back. */
  readonly alike: readonly string[];
  readonly address: string;
};

/**
 * For an answer that carries no token, such as a text message: whoever has that address means what was sent there.
 * Null for an address that is nobody's, or several people's.
 */
export async function waitingFor(engine: Engine, from: From): Promise<Waiting | null> {
  const { kysely } = engine.database;
  const ways = [from.way, ...from.alike];
  const person = await whoHas(engine, ways, from.address);
  if (person === null) return null;
  const sent = await Promise.all(ways.map((way) => unansweredBy(kysely, person, way)));
  const numbers = new Set(sent.flat().map(({ incident }) => incident));
  const ids = [...numbers].toSorted((a, b) => a - b).map((id) => IncidentId.parse(id));
  const all = await readAll(engine, { person, ids });
  const free = all.filter(({ waits }) => waits);
  const test = await unconfirmedTest(kysely, person);
  const incidents = free.length > 0 ? free : all;
  return { person, name: nameOf(engine, person), way: from.way, incidents, test };
}

/** Whose it is by the first of these ways by which it is anybody's. */
async function whoHas(
  engine: Engine,
  ways: readonly string[],
  address: string,
): Promise<string | null> {
  for (const way of ways) {
    const people = await peopleAt(engine.database.kysely, way, address);
    const [only, ...others] = people.filter((person) => isKnown(engine, person));
    if (only !== undefined) return others.length === 0 ? only : null;
  }
  return null;
}

/** Does it for these incidents, in the name of whoever wrote. */
export async function doForWaiting(
  engine: Engine,
  { person, way }: Waiting,
  incidents: readonly AnsweredIncident[],
  deed: Deed,
): Promise<Answered> {
  const ids = incidents.map(({ id }) => IncidentId.parse(id));
  return await doFor(engine, { person, way, ids }, deed);
}

/** Whoever wrote answered the test page. */
export async function confirmWaitingTest(
  engine: Engine,
  { name, way }: Waiting,
  test: number,
): Promise<Answered> {
  const via = wordsFor(engine, way);
  await engine.database.transaction((tx) => answerTest(engine, tx, test, via));
  return { kind: "test", person: name };
}
