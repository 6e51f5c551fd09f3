import { setTimeout as wait } from "node:timers/promises";
import { type TestAlert, webhookOf } from "#test/support/alerts.ts";
import type { GrownMuster } from "./grown-muster.ts";
import { HOOK_HEADERS } from "./muster-process.ts";

/** So many alerts join a group, one by one. */
const JOINING = 20;
const MOST_AT_ONCE = 500;

/** Sends so many alerts of one group, and waits until all are there. */
export async function fillGroup(
  muster: GrownMuster,
  alertname: string,
  count: number,
): Promise<void> {
  for (let from = 0; from < count; from += MOST_AT_ONCE) {
    const size = Math.min(MOST_AT_ONCE, count - from);
    const alerts = Array.from({ length: size }, (_, index) => alertOf(alertname, from + index));
    await sendSome(muster, alerts, count);
  }
  await untilTaken(muster, 50);
}

let joined = 0;

/** Milliseconds for each new alert of a group that has so many, from its webhook until it is worked off. */
export async function join(muster: GrownMuster, alertname: string, size: number): Promise<number> {
  const start = performance.now();
  for (let nth = 0; nth < JOINING; nth += 1) {
    joined += 1;
    await sendSome(muster, [alertOf(alertname, -joined)], size);
    await untilTaken(muster, 0);
  }
  return (performance.now() - start) / JOINING;
}

/** As Alertmanager does with `max_alerts`: it says how many it leaves out, and nothing about what became of them. */
async function sendSome(
  { hook }: GrownMuster,
  alerts: readonly TestAlert[],
  leftOut: number,
): Promise<void> {
  const body = JSON.stringify({ ...webhookOf(alerts), truncatedAlerts: leftOut });
  const answer = await fetch(hook, { method: "POST", headers: HOOK_HEADERS, body });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`A webhook was answered ${answer.status}`);
}

/** Until every delivery is worked off; looks again and again with so many milliseconds between. */
export async function untilTaken({ query }: GrownMuster, everyMs: number): Promise<void> {
  for (;;) {
    const [row] = await query(
      "select exists (select from delivery where processed_at is null) as waits",
    );
    if (row?.["waits"] === false) return;
    if (everyMs > 0) await wait(everyMs);
  }
}

/** One alert of a group. */
export function alertOf(alertname: string, index: number): TestAlert {
  return {
    alertname,
    labels: { instance: `db-${index}.example.com:9100`, job: "node" },
    annotations: { description: "The shard has not answered for five minutes." },
  };
}
