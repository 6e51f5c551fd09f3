import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import { IncidentId, incidentName, type Incident } from "#domain/incident.ts";
import { type Attempt, attemptsOfToken, readAttempts, unansweredBy } from "#store/attempts.ts";
import { personAt, slackIdOfPerson } from "#store/contacts.ts";
import type { Connection } from "#store/database.ts";
import { readIncident } from "#store/incidents.ts";
import { readPages } from "#store/pages.ts";
import { wasResolvedSince } from "#store/timeline.ts";
import { settleNeeded } from "./begin-attempts.ts";
import { changeIncident } from "./change-incident.ts";
import type { Engine } from "./engine.ts";
import { answerTest } from "./test-page.ts";

/** What was asked for, in plain data for whoever answers it: nothing in it is escaped. */
export type Answered =
  /** No such token, or its incident is over and the token with it. */
  | { readonly kind: "unknown" }
  | { readonly kind: "over"; readonly incidents: readonly AnsweredIncident[] }
  | { readonly kind: "test"; readonly person: string }
  | {
      readonly kind: "taken";
      /** As the configuration calls them. */
      readonly person: string;
      readonly incidents: readonly AnsweredIncident[];
    };

export type AnsweredIncident = {
  readonly id: number;
  /** "INC-42". */
  readonly name: string;
  readonly title: string;
  /** Whether this very answer took it; else the reason says why not, such as "somebody else has it". */
  readonly changed: boolean;
  readonly reason: string;
};

const IS_OVER = "it is already resolved";

type Meant = { readonly person: string; readonly ids: readonly IncidentId[] };

/**
 * Acknowledges what a token was sent for: all incidents of its notice, or the test. The words after `via` go on the
 * timeline: "e-mail link", "phone", "text message", "webhook". To present it twice does no harm.
 */
export async function acknowledgeBy(engine: Engine, token: string, via: string): Promise<Answered> {
  const attempts = await attemptsOfToken(engine.database.kysely, token);
  const [first] = attempts;
  if (first === undefined) return { kind: "unknown" };
  const { test, person } = first;
  if (test !== null) {
    await engine.database.transaction((tx) => answerTest(engine, tx, test, via));
    return { kind: "test", person: nameOf(engine, person) };
  }
  const { valid, ids } = await incidentsOf(engine.database.kysely, attempts);
  if (valid.length === 0) return { kind: "over", incidents: await readAll(engine, ids, IS_OVER) };
  return await take(engine, { person, ids: valid }, via);
}

/** What a token stands for, without doing anything: for the page behind a link, which mail scanners open too. */
export async function readToken(engine: Engine, token: string): Promise<Answered> {
  const { kysely } = engine.database;
  const attempts = await attemptsOfToken(kysely, token);
  const [first] = attempts;
  if (first === undefined) return { kind: "unknown" };
  const person = nameOf(engine, first.person);
  if (first.test !== null) return { kind: "test", person };
  const { valid, ids } = await incidentsOf(kysely, attempts);
  if (valid.length === 0) return { kind: "over", incidents: await readAll(engine, ids, IS_OVER) };
  return { kind: "taken", person, incidents: await readAll(engine, valid, "not yet taken") };
}

/**
 * The same for an answer that carries no token, such as a text message sent back: whoever has that address means
 * what was sent there. With a number only that incident; without, all that wait.
 */
export async function acknowledgeFrom(
  engine: Engine,
  from: { readonly way: string; readonly address: string; readonly incident: number | null },
  via: string,
): Promise<Answered> {
  const { kysely } = engine.database;
  const person = await personAt(kysely, from.way, from.address);
  if (person === null) return { kind: "unknown" };
  const sent = await unansweredBy(kysely, person, from.way);
  const meant = sent.filter(({ incident }) => from.incident === null || incident === from.incident);
  const ids = [...new Set(meant.map(({ incident }) => IncidentId.parse(incident)))];
  return ids.length === 0 ? { kind: "unknown" } : await take(engine, { person, ids }, via);
}

/**
 * The other side says later that it did not arrive after all: nobody took the call, the number is switched off. The
 * next way is used now.
 */
export async function reportUndelivered(
  engine: Engine,
  token: string,
  reason: string,
): Promise<void> {
  const attempts = await attemptsOfToken(engine.database.kysely, token);
  for (const { id } of attempts) {
    await engine.database.transaction(async (tx) => {
      const [attempt] = await readAttempts(tx, [id]);
      if (attempt === undefined || attempt.state === "failed") return;
      const [page] = attempt.page === null ? [] : await readPages(tx, [attempt.page]);
      const outcome = { kind: "failed", error: reason } as const;
      await settleNeeded(engine, tx, { attempt, page: page ?? null }, outcome);
    });
  }
}

async function take(engine: Engine, { person, ids }: Meant, via: string): Promise<Answered> {
  const by = await actorFor(engine, person);
  const incidents: AnsweredIncident[] = [];
  for (const id of ids) {
    const outcome = await changeIncident(engine, id, () => ({ kind: "acknowledge", by, via }));
    if (outcome !== null) incidents.push(describe(outcome.incident, outcome));
  }
  return { kind: "taken", person: nameOf(engine, person), incidents };
}

/** A token ends with the incident that it was made for, also when the incident comes back. */
async function incidentsOf(
  connection: Connection,
  attempts: readonly (Attempt & { readonly tokenAt: DateTime })[],
): Promise<{ readonly valid: readonly IncidentId[]; readonly ids: readonly IncidentId[] }> {
  const pages = await readPages(
    connection,
    attempts.flatMap(({ page }) => page ?? []),
  );
  const ids = [...new Set(pages.map(({ incident }) => incident))];
  const madeAt = attempts[0]?.tokenAt;
  const valid: IncidentId[] = [];
  for (const id of ids) {
    if (madeAt !== undefined && !(await wasResolvedSince(connection, id, madeAt))) valid.push(id);
  }
  return { valid, ids };
}

async function readAll(
  { database }: Engine,
  ids: readonly IncidentId[],
  reason: string,
): Promise<readonly AnsweredIncident[]> {
  const found = [];
  for (const id of ids) found.push(await readIncident(database.kysely, id));
  return found.flatMap((incident) => {
    return incident === null ? [] : [describe(incident, { changed: false, reason })];
  });
}

function describe(
  { id, title }: Incident,
  { changed, reason }: Pick<AnsweredIncident, "changed" | "reason">,
): AnsweredIncident {
  return { id, name: incidentName(id), title, changed, reason };
}

/** The same person as in Slack: their member id is in muster.yaml, or came with the address that they entered. */
async function actorFor(engine: Engine, person: string): Promise<Actor> {
  const known = engine.configuration().people.get(person);
  const slackId = known?.slack ?? (await slackIdOfPerson(engine.database.kysely, person)) ?? "";
  return { kind: "person", slackId, name: nameOf(engine, person), person };
}

function nameOf(engine: Engine, person: string): string {
  return engine.configuration().people.get(person)?.name ?? person;
}
