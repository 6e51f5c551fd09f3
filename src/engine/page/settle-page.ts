import type { Incident } from "#domain/incident/incident.ts";
import { SLACK } from "#domain/way.ts";
import type { Engine } from "#engine/engine.ts";
import { placeOf } from "#engine/place.ts";
import type { Transaction } from "#store/database/database.ts";
import { type LockedIncidents, lockWaiting } from "#store/page/locked-incidents.ts";
import { takeOver } from "#store/page/page-messages.ts";
import { pagesOfIncidents, type Page } from "#store/page/pages.ts";
import { settleWays } from "./settle-way.ts";
import { whyDropped } from "./why-dropped.ts";

const NEWER = "a newer page says the same";

export type PageResult =
  | { readonly kind: "sent"; readonly via: string }
  | { readonly kind: "failed"; readonly error: string }
  | { readonly kind: "dropped"; readonly reason: string };

/** A page that must be sent; its incident is null when its state cannot be read. */
export type NeededPage = { readonly page: Page; readonly incident: Incident | null };

/**
 * Looks at the truth: which of these pages must still be sent. The others are settled. The incidents stay
 * locked, so that nothing changes before the transaction has noted what it sends.
 */
export async function stillNeeded(
  engine: Engine,
  tx: Transaction,
  ids: readonly number[],
): Promise<readonly NeededPage[]> {
  const looked = await lookAt(tx, ids, await lockWaiting(tx, ids));
  for (const { page, newer } of looked) if (newer !== null) await takeOver(tx, page.id, newer);
  for (const [reason, those] of Map.groupBy(looked, (one) => one.reason)) {
    if (reason === null) continue;
    const dropped = those.map(({ page }) => page);
    await settlePages(engine, tx, dropped, { kind: "dropped", reason });
  }
  const needed = looked.flatMap(({ page, incident, reason }) =>
    reason === null ? [{ page, incident }] : [],
  );
  return needed.toSorted((a, b) => a.page.incident - b.page.incident);
}

/** A page that waits under its incident's lock. */
type Looked = NeededPage & {
  /** The page that says the same instead of it; null when it is the newest itself. */
  readonly newer: number | null;
  /** Why it need not be sent; null when it must. */
  readonly reason: string | null;
};

async function lookAt(
  tx: Transaction,
  ids: readonly number[],
  incidents: LockedIncidents,
): Promise<readonly Looked[]> {
  // Under the locks: others may have been sent or settled meanwhile.
  const pages = await pagesOfIncidents(tx, [...incidents.keys()]);
  const pending = pages.filter(({ slack }) => slack === "pending");
  const newest = new Map(pending.map((page) => [subjectOf(page), page.id]));
  const wanted = new Set(ids);
  const looked: Looked[] = [];
  for (const page of pending.filter(({ id }) => wanted.has(id))) {
    const incident = incidents.get(page.incident) ?? null;
    const last = newest.get(subjectOf(page)) ?? page.id;
    const newer = last === page.id ? null : last;
    const reason = newer === null ? await whyDropped(tx, page, incident) : NEWER;
    looked.push({ page, incident, newer, reason });
  }
  return looked;
}

/** What a page says, and to whom. */
function subjectOf({ incident, target }: Page): string {
  return `${incident} ${placeOf(target)}`;
}

/** Records what became of a page's message in Slack; it may still arrive by another way. */
export async function settlePage(
  engine: Engine,
  tx: Transaction,
  page: Page,
  result: PageResult,
): Promise<void> {
  await settlePages(engine, tx, [page], result);
}

/** The same for pages that went out together. */
export async function settlePages(
  engine: Engine,
  tx: Transaction,
  pages: readonly Page[],
  result: PageResult,
): Promise<void> {
  await settleWays(engine, tx, pages, { way: SLACK, outcome: result });
}
