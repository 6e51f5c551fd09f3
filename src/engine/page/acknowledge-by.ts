import type { DateTime } from "luxon";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import type { Connection } from "#store/database/database.ts";
import { wasResolvedSince } from "#store/incident/timeline.ts";
import { attemptsOfToken } from "#store/page/attempt-tokens.ts";
import { type Attempt, readAttempts } from "#store/page/attempts.ts";
import { readPages } from "#store/page/pages.ts";
import { type Answered, type Deed, doFor, isKnown, nameOf, readAll, wordsFor } from "./answered.ts";
import { settleNeeded } from "./begin-attempts.ts";
import { answerTest } from "./test-page.ts";

/**
 * Acknowledges what a token was sent for: all incidents of its notice, or the test. By which way it was sent goes on
 * the timeline. To present it twice does no harm.
 */
export async function acknowledgeBy(engine: Engine, token: string): Promise<Answered> {
  return await answerBy(engine, token, "acknowledge");
}

/** The same, but calls whom the policy names next. */
export async function escalateBy(engine: Engine, token: string): Promise<Answered> {
  return await answerBy(engine, token, "escalate");
}

/** What a token stands for, without doing anything: for the page behind a link, which mail scanners open too. */
export async function readToken(engine: Engine, token: string): Promise<Answered> {
  const meaning = await meaningOf(engine, token);
  switch (meaning.kind) {
    case "unknown":
      return meaning;
    case "test":
      return { kind: "test", person: nameOf(engine, meaning.person) };
    case "over":
      return { kind: "over", incidents: await readAll(engine, meaning) };
    case "waiting": {
      const incidents = await readAll(engine, meaning);
      return { kind: "taken", person: nameOf(engine, meaning.person), incidents };
    }
  }
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
      if (attempt === undefined) return;
      const [page] = attempt.page === null ? [] : await readPages(tx, [attempt.page]);
      const outcome = { kind: "failed", error: reason, takesBack: true } as const;
      await settleNeeded(engine, tx, { attempt, page: page ?? null }, outcome);
    });
  }
}

type Meaning =
  | { readonly kind: "unknown" }
  | { readonly kind: "test"; readonly person: string; readonly way: string; readonly test: number }
  | { readonly kind: "over"; readonly person: string; readonly ids: readonly IncidentId[] }
  | {
      readonly kind: "waiting";
      readonly person: string;
      readonly way: string;
      readonly ids: readonly IncidentId[];
    };

async function answerBy(engine: Engine, token: string, deed: Deed): Promise<Answered> {
  const meaning = await meaningOf(engine, token);
  switch (meaning.kind) {
    case "unknown":
    case "over":
      return await readToken(engine, token);
    case "test": {
      const { person, way, test } = meaning;
      await engine.database.transaction((tx) => {
        return answerTest(engine, tx, test, wordsFor(engine, way));
      });
      return { kind: "test", person: nameOf(engine, person) };
    }
    case "waiting":
      return await doFor(engine, meaning, deed);
  }
}

async function meaningOf(engine: Engine, token: string): Promise<Meaning> {
  const { kysely } = engine.database;
  const attempts = await attemptsOfToken(kysely, token);
  const [first] = attempts;
  if (first === undefined || !isKnown(engine, first.person)) return { kind: "unknown" };
  const { person, way, test } = first;
  if (test !== null) return { kind: "test", person, way, test };
  const { valid, ids } = await incidentsOf(kysely, attempts);
  if (valid.length === 0) return { kind: "over", person, ids };
  return { kind: "waiting", person, way, ids: valid };
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
