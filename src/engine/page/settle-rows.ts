import type { DateTime } from "luxon";
import type { IncidentId } from "#domain/incident/incident.ts";
import { resultOf } from "#domain/reach.ts";
import type { Engine } from "#engine/engine.ts";
import type { Transaction } from "#store/database/database.ts";
import { afterCommit } from "#store/database/transaction.ts";
import { type Attempt, attemptsOfPages, settleAttempts } from "#store/page/attempts.ts";
import { endAwaitedPages } from "#store/page/awaited-pages.ts";
import { endPages, takeBackPages, type Page } from "#store/page/pages.ts";
import { errorOf, type WayOutcome } from "./way-outcome.ts";

/** What one way of pages came to. */
export type Made = { readonly way: string; readonly outcome: WayOutcome; readonly now: DateTime };

type Result = "sent" | "failed" | "dropped";

/** A page of which a way has ended. */
export type EndedWay = {
  readonly page: Page;
  /** All its ways as they are now, none for a page that has no others. */
  readonly attempts: readonly Attempt[];
  /** What became of the page as a whole; null while another way may deliver it. */
  readonly result: Result | null;
};

/** Records it with pages whose incidents are locked; those of which that way had ended before are left out. */
export async function settleRows(
  engine: Engine,
  tx: Transaction,
  pages: readonly Page[],
  made: Made,
): Promise<readonly EndedWay[]> {
  const ways = await settleWayRows(tx, pages, made);
  const settled = await settlePageRows(tx, ways, errorOf(made.outcome));
  const ended = ways.filter(({ page, attempts }) => attempts.length > 0 || settled.has(page.id));
  const reached: IncidentId[] = [];
  for (const one of ended) {
    const result = settled.get(one.page.id);
    if (result !== undefined) measurePage(engine, one, result, made.now);
    if (result !== undefined && result !== "failed") reached.push(one.page.incident);
    measureWay(engine, one, made);
    afterCommit(tx, () => sayEnded(engine, one, made));
  }
  await measureFirst(engine, tx, reached, made.now);
  return ended;
}

async function settleWayRows(
  tx: Transaction,
  pages: readonly Page[],
  { way, outcome }: Made,
): Promise<readonly EndedWay[]> {
  const all = await attemptsOfPages(
    tx,
    pages.map(({ id }) => id),
  );
  const own = new Map(all.flatMap((one) => (one.way === way ? [[one.page, one.id]] : [])));
  const reference = outcome.kind === "sent" ? (outcome.reference ?? null) : null;
  const takesBack = outcome.kind === "failed" && outcome.takesBack === true;
  const settled = { state: outcome.kind, error: errorOf(outcome), reference, takesBack };
  const changed = await settleAttempts(tx, [...own.values()], settled);
  const byPage = Map.groupBy(all, ({ page }) => page);
  return pages.flatMap((page) => {
    const id = own.get(page.id);
    if (id === undefined) return [{ page, attempts: [], result: pageResult(outcome) }];
    if (!changed.has(id)) return [];
    const before = byPage.get(page.id) ?? [];
    const attempts = before.map((one) => (one.id === id ? { ...one, state: outcome.kind } : one));
    return [{ page, attempts, result: resultOf(attempts) }];
  });
}

/** Of a page that has one way only. */
function pageResult({ kind }: WayOutcome): Result {
  return kind === "skipped" ? "failed" : kind;
}

/** The pages' own rows: what those became that changed. */
async function settlePageRows(
  tx: Transaction,
  ways: readonly EndedWay[],
  error: string | null,
): Promise<ReadonlyMap<number, Result>> {
  const settled = new Map<number, Result>();
  const lost = ways.filter(({ page, result }) => page.state === "sent" && result === "failed");
  const takenBack = await takeBackPages(tx, lost.map(pageId), error ?? "");
  for (const id of takenBack) settled.set(id, "failed");
  for (const [state, those] of Map.groupBy(ways, ({ result }) => result)) {
    if (state === null) continue;
    const ended = await endPages(tx, those.map(pageId), { state, error });
    for (const id of ended) settled.set(id, state);
  }
  return settled;
}

function pageId({ page }: EndedWay): number {
  return page.id;
}

function measurePage(
  { metrics }: Engine,
  { page: { target, createdAt } }: EndedWay,
  result: Result,
  now: DateTime,
): void {
  metrics.pages.inc({ result, target: target.kind });
  if (result === "sent") metrics.pageSeconds.observe(now.diff(createdAt).as("seconds"));
}

function measureWay({ metrics }: Engine, { page }: EndedWay, { way, outcome, now }: Made): void {
  metrics.pageAttempts.inc({ way, result: outcome.kind });
  if (outcome.kind !== "sent") return;
  metrics.pageAttemptSeconds.observe({ way }, now.diff(page.createdAt).as("seconds"));
}

/** Somebody was paged, or nobody needs to be any more; after a failure somebody else is paged. */
async function measureFirst(
  { metrics }: Engine,
  tx: Transaction,
  incidents: readonly IncidentId[],
  now: DateTime,
): Promise<void> {
  const accepted = await endAwaitedPages(tx, incidents);
  const waits = accepted.map((at) => Math.max(0, now.diff(at).as("seconds")));
  afterCommit(tx, () => {
    for (const seconds of waits) metrics.acceptedToPagedSeconds.observe(seconds);
  });
}

function sayEnded({ logger }: Engine, ended: EndedWay, { way, outcome }: Made): void {
  const { page, attempts } = ended;
  const attempt = attempts.find((one) => one.way === way)?.id ?? null;
  const ids = { incident: page.incident, page: page.id, attempt };
  logger.info({ ...ids, way, result: outcome.kind }, "a way of a page has ended");
}
