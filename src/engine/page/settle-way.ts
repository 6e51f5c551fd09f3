import type { DateTime } from "luxon";
import { z } from "zod";
import type { Incident, IncidentId } from "#domain/incident/incident.ts";
import { resultOf } from "#domain/reach.ts";
import { SLACK } from "#domain/way.ts";
import type { Engine } from "#engine/engine.ts";
import { changeLocked } from "#engine/incident/change-incident.ts";
import { currentRoster } from "#engine/incident/current-roster.ts";
import { placeOf } from "#engine/place.ts";
import { hurryNext } from "#engine/reach.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import { afterCommit } from "#store/database/transaction.ts";
import { lockIncident } from "#store/incident/incidents.ts";
import { type Attempt, attemptsOfPage, settleAttempt } from "#store/page/attempts.ts";
import { endAwaitedPage } from "#store/page/awaited-pages.ts";
import {
  pagesOfIncident,
  readPages,
  settlePage as savePage,
  takeBackPage,
  type Page,
} from "#store/page/pages.ts";

/** What became of one way of a page. */
export type WayOutcome =
  | { readonly kind: "sent"; readonly via: string; readonly reference?: string | null }
  | {
      readonly kind: "failed";
      readonly error: string;
      /** What was handed over did not arrive: this takes back that it was sent. */
      readonly takesBack?: true;
    }
  /** There is nothing to try any more: no address, or no such way. */
  | { readonly kind: "skipped"; readonly error: string }
  | { readonly kind: "dropped"; readonly reason: string };

type Command = Parameters<typeof changeLocked>[3]["command"];

type Settling = {
  readonly incident: Incident;
  readonly page: Page;
  readonly way: string;
  readonly outcome: WayOutcome;
  readonly now: DateTime;
};

/** Null when it cannot be read; then nothing is written to it either. */
export async function lockReadable(tx: Transaction, id: IncidentId): Promise<Incident | null> {
  try {
    return await lockIncident(tx, id);
  } catch (error) {
    if (error instanceof z.ZodError) return null;
    throw error;
  }
}

/**
 * Records what became of one way of a page. The first way that delivers it settles the page; a way that failed
 * has the next one used at once; when all have failed the person is not reached, and the next level is paged.
 */
export async function settleWay(
  engine: Engine,
  tx: Transaction,
  { id, incident: ofIncident }: Pick<Page, "id" | "incident">,
  made: Pick<Settling, "way" | "outcome">,
): Promise<void> {
  const incident = await lockReadable(tx, ofIncident);
  // Under the lock: another way may have delivered it while this one was tried.
  const [page] = await readPages(tx, [id]);
  const now = await readClock(tx);
  if (page !== undefined) await settleLocked(engine, tx, incident, { page, now, ...made });
}

async function settleLocked(
  engine: Engine,
  tx: Transaction,
  incident: Incident | null,
  made: Omit<Settling, "incident">,
): Promise<void> {
  const { page, outcome, now } = made;
  const attempts = await record(tx, page, made);
  if (attempts === null) return;
  const result = attempts.length === 0 ? pageResult(outcome) : resultOf(attempts);
  const ended = await settleRow(engine, tx, page, { result, error: errorOf(outcome), now });
  if (attempts.length === 0 && !ended) return;
  measureWay(engine, made);
  afterCommit(tx, () => sayEnded(engine, made, attempts));
  const next = isLost(outcome) && result !== "failed" ? await hurryNext(tx, attempts, now) : null;
  // What cannot be read is not written either: the page has its result and the incident stays as it is.
  if (incident === null) return;
  const settling = { ...made, incident };
  const command =
    result === "failed" ? await unreached(engine, tx, settling) : commandFor(settling, next);
  if (command !== null) await changeLocked(engine, tx, incident, { command, now });
}

/** All ways of the page as they are now, none for a page that has no others; null when it was settled before. */
async function record(
  tx: Transaction,
  page: Page,
  { way, outcome }: Pick<Settling, "way" | "outcome">,
): Promise<readonly Attempt[] | null> {
  const attempts = await attemptsOfPage(tx, page.id);
  const attempt = attempts.find((one) => one.way === way);
  if (attempt === undefined) return [];
  const reference = outcome.kind === "sent" ? (outcome.reference ?? null) : null;
  const takesBack = outcome.kind === "failed" && outcome.takesBack === true;
  const settled = { state: outcome.kind, error: errorOf(outcome), reference, takesBack };
  if (!(await settleAttempt(tx, attempt.id, settled))) return null;
  return attempts.map((one) => (one === attempt ? { ...one, state: outcome.kind } : one));
}

function sayEnded(
  { logger }: Engine,
  { page, way, outcome }: Omit<Settling, "incident">,
  attempts: readonly Attempt[],
): void {
  const attempt = attempts.find((one) => one.way === way)?.id ?? null;
  const ids = { incident: page.incident, page: page.id, attempt };
  logger.info({ ...ids, way, result: outcome.kind }, "a way of a page has ended");
}

function isLost({ kind }: WayOutcome): boolean {
  return kind === "failed" || kind === "skipped";
}

/** It did not go out and is tried again; meanwhile the next way is used. Told once, not for every try. */
export async function tellTrouble(
  engine: Engine,
  tx: Transaction,
  page: Page,
  { attempt, error }: { readonly attempt: Attempt; readonly error: string },
): Promise<void> {
  const incident = await lockReadable(tx, page.incident);
  const now = await readClock(tx);
  const next = await hurryNext(tx, await attemptsOfPage(tx, page.id), now);
  if (incident === null || (attempt.error !== null && next === null)) return;
  const { step, target } = page;
  const command = { kind: "way-failed", step, target, via: attempt.way, error, next } as const;
  await changeLocked(engine, tx, incident, { command, now });
}

function errorOf(outcome: WayOutcome): string | null {
  switch (outcome.kind) {
    case "sent":
      return null;
    case "dropped":
      return outcome.reason;
    case "failed":
    case "skipped":
      return outcome.error;
  }
}

/** Of a page that has one way only. */
function pageResult({ kind }: WayOutcome): "sent" | "failed" | "dropped" {
  return kind === "skipped" ? "failed" : kind;
}

type Ending = {
  readonly result: "sent" | "failed" | "dropped" | null;
  readonly error: string | null;
  readonly now: DateTime;
};

/** The page's own row; false when it did not change. */
async function settleRow(
  engine: Engine,
  tx: Transaction,
  page: Page,
  { result, error, now }: Ending,
): Promise<boolean> {
  if (result === null) return false;
  if (page.state === "sent" && result === "failed") await takeBackPage(tx, page.id, error ?? "");
  else if (!(await savePage(tx, page.id, result, error))) return false;
  engine.metrics.pages.inc({ result, target: page.target.kind });
  if (result === "sent") {
    engine.metrics.pageSeconds.observe(now.diff(page.createdAt).as("seconds"));
  }
  if (result !== "failed") await measureFirst(engine, tx, page, now);
  return true;
}

/** Somebody was paged, or nobody needs to be any more; after a failure somebody else is paged. */
async function measureFirst(
  { metrics }: Engine,
  tx: Transaction,
  { incident }: Page,
  now: DateTime,
): Promise<void> {
  const acceptedAt = await endAwaitedPage(tx, incident);
  if (acceptedAt === null) return;
  const seconds = Math.max(0, now.diff(acceptedAt).as("seconds"));
  afterCommit(tx, () => metrics.acceptedToPagedSeconds.observe(seconds));
}

function measureWay(
  { metrics }: Engine,
  { way, outcome, page, now }: Omit<Settling, "incident">,
): void {
  metrics.pageAttempts.inc({ way, result: outcome.kind });
  if (outcome.kind !== "sent") return;
  metrics.pageAttemptSeconds.observe({ way }, now.diff(page.createdAt).as("seconds"));
}

/** What the timeline says while the page as a whole is not lost; ways that are not needed any more say nothing. */
function commandFor({ page, way, outcome }: Settling, next: string | null): Command | null {
  const { step, target } = page;
  switch (outcome.kind) {
    case "sent":
      return { kind: "page-sent", step, target, via: outcome.via };
    case "failed":
    case "skipped":
      return { kind: "way-failed", step, target, via: way, error: outcome.error, next };
    case "dropped":
      return way === SLACK ? { kind: "page-dropped", step, target, reason: outcome.reason } : null;
  }
}

/** The person was not reached by any way. */
async function unreached(
  engine: Engine,
  tx: Transaction,
  { incident, page, outcome, now }: Settling,
): Promise<Command> {
  const { step, target } = page;
  const pages = await pagesOfIncident(tx, incident.id);
  const othersReachable = pages.some((other) => {
    return other.step === step && other.id !== page.id && other.state !== "failed";
  });
  const roster = await currentRoster(engine, tx, incident, now);
  const error = errorOf(outcome) ?? "";
  const facts = { incident: incident.id, page: page.id, target: placeOf(target), error };
  engine.logger.error(facts, "a page arrived by no way");
  return { kind: "page-failed", step, target, error, othersReachable, roster };
}
