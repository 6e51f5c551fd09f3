import type { Incident } from "#domain/incident.ts";
import { readClock } from "#store/clock.ts";
import type { Transaction } from "#store/database.ts";
import { lockIncident } from "#store/incidents.ts";
import { settlePage as saveResult, pagesOfIncident, type Page } from "#store/pages.ts";
import { changeLocked, currentRoster } from "./change-incident.ts";
import type { Engine } from "./engine.ts";

export type PageResult =
  | { readonly kind: "sent"; readonly via: string }
  | { readonly kind: "failed"; readonly error: string }
  | { readonly kind: "dropped"; readonly reason: string };

/** Records what became of a page; when nobody of its step can be reached, the next level is paged at once. */
export async function settlePage(
  engine: Engine,
  tx: Transaction,
  page: Page,
  result: PageResult,
): Promise<void> {
  const incident = await lockIncident(tx, page.incident);
  if (incident === null) return;
  const error =
    result.kind === "sent" ? null : result.kind === "failed" ? result.error : result.reason;
  if (!(await saveResult(tx, page.id, result.kind, error))) return;
  engine.metrics.pages.inc({ result: result.kind, target: page.target.kind });
  const now = await readClock(tx);
  if (result.kind === "sent") {
    engine.metrics.pageSeconds.observe(now.diff(page.createdAt).as("seconds"));
  }
  const command = await commandFor(engine, tx, { incident, page, result });
  await changeLocked(engine, tx, incident, { command, now });
}

/** Why the page need not be sent any more, or null while it must. */
export function whyDropped(incident: Incident): string | null {
  switch (incident.status) {
    case "triggered":
      return null;
    case "acknowledged":
      return "somebody acknowledged before";
    case "resolved":
      return "the incident was over before";
  }
}

async function commandFor(
  engine: Engine,
  tx: Transaction,
  {
    incident,
    page,
    result,
  }: { readonly incident: Incident; readonly page: Page; readonly result: PageResult },
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
      const roster = currentRoster(engine, incident);
      return { kind: "page-failed", step, target, error: result.error, othersReachable, roster };
    }
  }
}
