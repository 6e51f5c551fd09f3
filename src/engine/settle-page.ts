import type { DateTime } from "luxon";
import { z } from "zod";
import type { Incident, IncidentId } from "#domain/incident.ts";
import { readClock } from "#store/clock.ts";
import type { Transaction } from "#store/database.ts";
import { outlineOf } from "#store/incident-outline.ts";
import { lockIncident } from "#store/incidents.ts";
import { takeOver } from "#store/page-messages.ts";
import { settlePage as saveResult, pagesOfIncident, readPages, type Page } from "#store/pages.ts";
import { changeLocked, currentRoster } from "./change-incident.ts";
import type { Engine } from "./engine.ts";
import { placeOf } from "./place.ts";

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
  const pages = (await readPages(tx, ids)).filter(({ state }) => state === "pending");
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

/** Records what became of a page; when nobody of its step can be reached, the next level is paged at once. */
export async function settlePage(
  engine: Engine,
  tx: Transaction,
  page: Page,
  result: PageResult,
): Promise<void> {
  const incident = await lockReadable(tx, page.incident);
  const error =
    result.kind === "sent" ? null : result.kind === "failed" ? result.error : result.reason;
  if (!(await saveResult(tx, page.id, result.kind, error))) return;
  engine.metrics.pages.inc({ result: result.kind, target: page.target.kind });
  const now = await readClock(tx);
  if (result.kind === "sent") {
    engine.metrics.pageSeconds.observe(now.diff(page.createdAt).as("seconds"));
  }
  // What cannot be read is not written either: the page has its result and the incident stays as it is.
  if (incident === null) return;
  const command = await commandFor(engine, tx, { incident, page, result, now });
  await changeLocked(engine, tx, incident, { command, now });
}

async function lockReadable(tx: Transaction, id: IncidentId): Promise<Incident | null> {
  try {
    return await lockIncident(tx, id);
  } catch (error) {
    if (error instanceof z.ZodError) return null;
    throw error;
  }
}

/** Under the incident's lock; null when the page must be sent. */
async function whyNotSent(
  tx: Transaction,
  { id, incident, target }: Page,
  state: Incident | null,
): Promise<string | null> {
  const pending = (await pagesOfIncident(tx, incident)).filter((page) => page.state === "pending");
  if (!pending.some((page) => page.id === id)) return "settled before";
  const status = state?.status ?? (await outlineOf(tx, incident)).status;
  const newest = pending.findLast((page) => placeOf(page.target) === placeOf(target));
  if (newest === undefined || newest.id === id) return whyDropped(status);
  await takeOver(tx, id, newest.id);
  return "a newer page says the same";
}

/** Why the page need not be sent any more, or null while it must. A status that is unknown here drops nothing. */
function whyDropped(status: string): string | null {
  switch (status) {
    case "acknowledged":
      return "somebody acknowledged before";
    case "resolved":
      return "the incident was over before";
  }
  return null;
}

async function commandFor(
  engine: Engine,
  tx: Transaction,
  {
    incident,
    page,
    result,
    now,
  }: {
    readonly incident: Incident;
    readonly page: Page;
    readonly result: PageResult;
    readonly now: DateTime;
  },
): Promise<Parameters<typeof changeLocked>[3]["command"]> {
  const { step, target } = page;
  switch (result.kind) {
    case "sent":
      return { kind: "page-sent", step, target, via: result.via };
    case "dropped":
      return { kind: "page-dropped", step, target, reason: result.reason };
    case "failed": {
      const pages = await pagesOfIncident(tx, incident.id);
      const othersReachable = pages.some((other) => {
        return other.step === step && other.id !== page.id && other.state !== "failed";
      });
      const roster = currentRoster(engine, incident, now);
      return { kind: "page-failed", step, target, error: result.error, othersReachable, roster };
    }
  }
}
