import { apply, decide } from "#domain/incident/decide-incident.ts";
import type { Incident, IncidentId } from "#domain/incident/incident.ts";
import { SLACK } from "#domain/way.ts";
import type { Engine } from "#engine/engine.ts";
import { type Change, changeLocked, saveChanges } from "#engine/incident/change-incident.ts";
import { currentRoster, noteTurns } from "#engine/incident/current-roster.ts";
import { placeOf } from "#engine/place.ts";
import { hurryNext } from "#engine/reach.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import { type Attempt, attemptsOfPage } from "#store/page/attempts.ts";
import { lockAllReadable, lockReadable } from "#store/page/locked-incidents.ts";
import { pagesOfIncident, readPages, type Page } from "#store/page/pages.ts";
import { type EndedWay, type Made, settleRows } from "./settle-rows.ts";
import { errorOf, type WayOutcome } from "./way-outcome.ts";

type Command = Parameters<typeof changeLocked>[3]["command"];

/** What a page's end says of its incident. */
type Settling = Made & EndedWay & { readonly incident: Incident };

/** Records what became of one way of a page. */
export async function settleWay(
  engine: Engine,
  tx: Transaction,
  page: Pick<Page, "id" | "incident">,
  way: Omit<Made, "now">,
): Promise<void> {
  await settleWays(engine, tx, [page], way);
}

/**
 * Records what one way of these pages came to. The first way that delivers a page settles it; a way that failed
 * has the next one used at once; when all have failed the person is not reached, and the next level is paged.
 *
 * Pages that were sent cost as many statements for many as for one; each that failed costs some of its own. One
 * incident has at most one failed page in a call: of a lane's pages for one incident only the newest goes out.
 */
export async function settleWays(
  engine: Engine,
  tx: Transaction,
  pages: readonly Pick<Page, "id" | "incident">[],
  way: Omit<Made, "now">,
): Promise<void> {
  const incidents = await lockAllReadable(
    tx,
    pages.map(({ incident }) => incident),
  );
  // Under the locks: another way may have delivered them while this one was tried.
  const known = await readPages(
    tx,
    pages.map(({ id }) => id),
  );
  const made = { ...way, now: await readClock(tx) };
  const changes = new Map<IncidentId, Change>();
  for (const ended of await settleRows(engine, tx, known, made)) {
    const { incident: id } = ended.page;
    const before = changes.get(id) ?? unchanged(incidents.get(id) ?? null);
    const change = await tell(engine, tx, before, { ...made, ...ended });
    if (change !== null) changes.set(id, change);
  }
  if (changes.size > 0) await saveChanges(engine, tx, [...changes.values()]);
}

function unchanged(incident: Incident | null): Change | null {
  return incident === null ? null : { incident, entries: [], isNew: false };
}

/** What the incident hears of it, after what it has heard of others; null when it hears nothing. */
async function tell(
  engine: Engine,
  tx: Transaction,
  before: Change | null,
  ended: Made & EndedWay,
): Promise<Change | null> {
  const { outcome, result, attempts, now } = ended;
  const next = isLost(outcome) && result !== "failed" ? await hurryNext(tx, attempts, now) : null;
  // What cannot be read is not written either: the page has its result and the incident stays as it is.
  if (before === null) return null;
  const settling = { ...ended, incident: before.incident };
  const command =
    result === "failed" ? await unreached(engine, tx, settling) : commandFor(settling, next);
  if (command === null) return null;
  const { events } = decide(before.incident, command, now);
  if (events.length === 0) return null;
  const incident = apply(before.incident, events);
  await noteTurns(tx, incident, events);
  return { ...before, incident, entries: [...before.entries, ...events] };
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
