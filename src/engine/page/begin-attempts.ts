import { randomBytes } from "node:crypto";
import type { Incident } from "#domain/incident/incident.ts";
import { isWaiting } from "#domain/reach.ts";
import type { Engine } from "#engine/engine.ts";
import type { Transaction } from "#store/database/database.ts";
import { insertToken } from "#store/page/attempt-tokens.ts";
import { type Attempt, noteSending, readAttempts } from "#store/page/attempts.ts";
import { readWishes } from "#store/page/contacts.ts";
import { lockReadable } from "#store/page/locked-incidents.ts";
import { readPages, type Page } from "#store/page/pages.ts";
import { settleWay } from "./settle-way.ts";
import { settleTestWay } from "./test-page.ts";
import type { WayOutcome } from "./way-outcome.ts";
import { whyDropped } from "./why-dropped.ts";

/** An attempt that must be made now; without a page it is a test. */
export type NeededAttempt = {
  readonly attempt: Attempt;
  readonly page: Page | null;
  /** Null for a test, and for what cannot be read. */
  readonly incident: Incident | null;
};

/** What goes out in one notice to one person by one way. */
export type BegunAttempts = {
  readonly needed: readonly NeededAttempt[];
  readonly address: string;
  readonly token: string;
  /** An earlier try had no clear end. */
  readonly mayBeDouble: boolean;
};

const TOKEN_BYTES = 24;
const MOST_TRIES = 3;
const NO_CLEAR_END = "no try had a clear end";

/**
 * Looks at the truth once more: which of these attempts of one person and way must still be made. They are noted as
 * being sent before anything is sent. A try that was noted and has no result is made again, because silence is
 * worse than a doubled call; the notice says that it may have come before. It is not made for ever: if results
 * cannot be recorded, somebody would be called without end.
 */
export async function beginAttempts(
  engine: Engine,
  tx: Transaction,
  ids: readonly number[],
): Promise<BegunAttempts | null> {
  const needed = await stillToBeMade(engine, tx, ids);
  const [first] = needed;
  if (first === undefined) return null;
  const { person, way } = first.attempt;
  const { contacts } = await readWishes(tx, person);
  const address = contacts.find((contact) => contact.way === way)?.address;
  if (address === undefined) {
    const outcome = { kind: "skipped", error: "there is no address any more" } as const;
    for (const one of needed) await settleNeeded(engine, tx, one, outcome);
    return null;
  }
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const sending = needed.map(({ attempt }) => attempt.id);
  await insertToken(tx, token, sending);
  await noteSending(tx, sending);
  const mayBeDouble = needed.some(({ attempt }) => attempt.state === "sending");
  return { needed, address, token, mayBeDouble };
}

/** Whether so many tries are enough. */
export function isSpent(tries: number): boolean {
  return tries >= MOST_TRIES;
}

/** Records what became of one of them. */
export async function settleNeeded(
  engine: Engine,
  tx: Transaction,
  { attempt, page }: Pick<NeededAttempt, "attempt" | "page">,
  outcome: WayOutcome,
): Promise<void> {
  if (page === null) await settleTestWay(engine, tx, attempt, outcome);
  else await settleWay(engine, tx, page, { way: attempt.way, outcome });
}

/** The others are settled. */
async function stillToBeMade(
  engine: Engine,
  tx: Transaction,
  ids: readonly number[],
): Promise<readonly NeededAttempt[]> {
  const needed: NeededAttempt[] = [];
  for (const one of await lockWaiting(tx, ids)) {
    const outcome = await whyNotMade(engine, tx, one);
    if (outcome === null) needed.push(one);
    else await settleNeeded(engine, tx, one, outcome);
  }
  return needed;
}

/** Incidents are locked in the order of their numbers, by which nobody deadlocks. */
async function lockWaiting(
  tx: Transaction,
  ids: readonly number[],
): Promise<readonly NeededAttempt[]> {
  const attempts = (await readAttempts(tx, ids)).filter(({ state }) => isWaiting(state));
  const pages = await readPages(
    tx,
    attempts.flatMap(({ page }) => page ?? []),
  );
  const tests = attempts.filter(({ page }) => page === null);
  const locked: NeededAttempt[] = tests.map((attempt) => ({ attempt, page: null, incident: null }));
  for (const page of pages.toSorted((a, b) => a.incident - b.incident)) {
    const incident = await lockReadable(tx, page.incident);
    // Under the lock: what was read before may have been settled meanwhile.
    const now = await readAttempts(
      tx,
      attempts.filter((one) => one.page === page.id).map(({ id }) => id),
    );
    const attempt = now.find(({ state }) => isWaiting(state));
    if (attempt !== undefined) locked.push({ attempt, page, incident });
  }
  return locked;
}

/** Null when it must be made. */
async function whyNotMade(
  engine: Engine,
  tx: Transaction,
  { attempt, page, incident }: NeededAttempt,
): Promise<WayOutcome | null> {
  const reason = page === null ? null : await whyDropped(tx, page, incident);
  if (reason !== null) return { kind: "dropped", reason };
  if (!engine.configuration().people.has(attempt.person)) {
    return { kind: "skipped", error: "muster.yaml does not know them any more" };
  }
  const isStuck = attempt.state === "sending" && isSpent(attempt.tries);
  return isStuck ? { kind: "failed", error: NO_CLEAR_END } : null;
}
