import type { Incident } from "#domain/incident/incident.ts";
import { SLACK } from "#domain/way.ts";
import type { Engine } from "#engine/engine.ts";
import { placeOf } from "#engine/place.ts";
import type { Transaction } from "#store/database/database.ts";
import { lockReadable } from "#store/page/locked-incidents.ts";
import { takeOver } from "#store/page/page-messages.ts";
import { pagesOfIncident, readPages, type Page } from "#store/page/pages.ts";
import { settleWays } from "./settle-way.ts";
import { whyDropped } from "./why-dropped.ts";

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
  const pages = (await readPages(tx, ids)).filter(({ slack }) => slack === "pending");
  const needed: NeededPage[] = [];
  for (const page of pages.toSorted((a, b) => a.incident - b.incident)) {
    const incident = await lockReadable(tx, page.incident);
    const reason = await whyNotSent(tx, page, incident);
    if (reason === null) needed.push({ page, incident });
    else if (reason !== "settled before") {
      await settlePage(engine, tx, page, { kind: "dropped", reason });
    }
  }
  return needed;
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

/** Under the incident's lock; null when the page must be sent. */
async function whyNotSent(
  tx: Transaction,
  page: Page,
  incident: Incident | null,
): Promise<string | null> {
  const { id, target } = page;
  const pages = await pagesOfIncident(tx, page.incident);
  const pending = pages.filter(({ slack }) => slack === "pending");
  if (!pending.some((one) => one.id === id)) return "settled before";
  const newest = pending.findLast((one) => placeOf(one.target) === placeOf(target));
  if (newest === undefined || newest.id === id) return await whyDropped(tx, page, incident);
  await takeOver(tx, id, newest.id);
  return "a newer page says the same";
}
