import type { Trouble } from "#domain/impairment.ts";
import { isSelfPageMissing, selfPageAlert, selfPageDue } from "#domain/self-page.ts";
import type { Engine } from "#engine/engine.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import {
  hasPagedFor,
  insertSelfPage,
  lastSelfPage,
  noteSelfPageArrived,
  type SelfPageRow,
  storeOwnDelivery,
} from "#store/watch/self-pages.ts";

const MISSING: Trouble = {
  words: "the daily page of Muster to itself has not arrived",
  consequence: "Real pages may not arrive either.",
  fix: "Open its incident: the timeline says how far the page came. Put that right, then resolve it.",
  severity: "pages-at-risk",
};

/** Sends the day's page to itself when its time has come, ends it once it has arrived, and says when it does not. */
export async function followSelfPage(engine: Engine): Promise<void> {
  const { database, configuration, impairments } = engine;
  const { selfPage } = configuration().watch;
  if (selfPage === undefined) {
    impairments.set("self-page", null);
    return;
  }
  const now = await readClock(database.kysely);
  const last = await lastSelfPage(database.kysely);
  const day = selfPageDue(selfPage, last, now);
  if (day !== null) await send(engine, day, last);
  else if (last !== null) await look(engine, last);
  const missing = isSelfPageMissing(selfPage, await lastSelfPage(database.kysely), now);
  impairments.set("self-page", missing ? MISSING : null);
}

/** It takes the way of any delivery that was answered 200; what came before and never arrived is over. */
async function send(engine: Engine, day: string, last: SelfPageRow | null): Promise<void> {
  await engine.database.transaction(async (tx) => {
    if (!(await insertSelfPage(tx, day))) return;
    if (last !== null && last.arrivedAt === null) await tell(tx, last.day, "resolved");
    await tell(tx, day, "firing");
    engine.metrics.selfPages.inc({ result: "sent" });
  });
}

async function look(engine: Engine, { day, arrivedAt }: SelfPageRow): Promise<void> {
  if (arrivedAt !== null) return;
  await engine.database.transaction(async (tx) => {
    if (!(await hasPagedFor(tx, selfPageAlert(day))) || !(await noteSelfPageArrived(tx, day))) {
      return;
    }
    await tell(tx, day, "resolved");
    engine.metrics.selfPages.inc({ result: "arrived" });
  });
}

/** As an Alertmanager tells of an alert. */
async function tell(tx: Transaction, day: string, status: "firing" | "resolved"): Promise<void> {
  const { source, fingerprint } = selfPageAlert(day);
  const now = (await readClock(tx)).toUTC().toISO();
  const alert = {
    status,
    fingerprint,
    labels: { alertname: `SelfPage ${day}`, severity: "sev4" },
    annotations: { summary: `Nothing is wrong: Muster sees whether its pages arrive (${day})` },
    ...(status === "firing" ? { startsAt: now } : { endsAt: now }),
  };
  const body = { version: "4", status, alerts: [alert] };
  await storeOwnDelivery(tx, { source, body: JSON.stringify(body) });
}
