import { setTimeout as wait } from "node:timers/promises";
import { sendAlerts, webhookOf } from "#test/support/alerts.ts";
import { slackOf } from "#test/support/slack.ts";
import { nextRequest } from "./arrivals.ts";
import { alertOf, untilTaken } from "./growing-group.ts";
import type { GrownMuster } from "./grown-muster.ts";
import { load } from "./load.ts";
import { HOOK_HEADERS } from "./muster-process.ts";
import { acknowledge, pageOf, type Unpressed } from "./press.ts";

const CONNECTIONS = 32;
const GROUPS = 20;

const BODIES = Array.from({ length: GROUPS }, (_, group) =>
  JSON.stringify(webhookOf([1, 2, 3].map((index) => alertOf(`Repeated${group}`, index)))),
);

/** In a second. */
export type Rates = { readonly taken: number; readonly workedOff: number };

/** By then the workspace has taken a message that reached it. */
const TAKEN_MS = 50;

/** A page that nobody has pressed yet, and the milliseconds until it came. */
export type Paged = { readonly message: Unpressed; readonly took: number };

let alerts = 0;

/** Nothing is said of an alert before somebody is paged for it. */
export async function samplePage(muster: GrownMuster): Promise<Paged> {
  alerts += 1;
  const alertname = `Fresh${alerts}x`;
  const arrival = nextRequest(`${muster.sandbox.apiUrl}chat.postMessage`);
  const start = performance.now();
  await Promise.all([sendAlerts(muster.hook, [alertOf(alertname, 0)]), arrival]);
  const took = (await arrival) - start;
  await wait(TAKEN_MS);
  return { message: await pageOf(muster, alertname), took };
}

/** Milliseconds until Muster has acknowledged the press. */
export async function samplePress(muster: GrownMuster, message: Unpressed): Promise<number> {
  const start = performance.now();
  await acknowledge(muster, message);
  return performance.now() - start;
}

/** Milliseconds until the answer comes back. */
export async function sampleList({ sandbox }: GrownMuster): Promise<number> {
  const { act } = slackOf(sandbox.url, sandbox.botToken);
  const answer = nextRequest(`${sandbox.url}/commands/`);
  const start = performance.now();
  await act("command", { user: "ann", channel: "general", command: "/incident", text: "list" });
  return (await answer) - start;
}

/** Repeated webhooks of three alerts each, as fast as they are answered, and until all of them are worked off. */
export async function sampleRates(muster: GrownMuster, seconds: number): Promise<Rates> {
  const before = await countDeliveries(muster);
  const start = performance.now();
  const { rate } = await load({
    address: muster.hook,
    connections: CONNECTIONS,
    seconds,
    headers: HOOK_HEADERS,
    bodies: BODIES,
  });
  await untilTaken(muster, 20);
  const took = (performance.now() - start) / 1000;
  return { taken: rate, workedOff: ((await countDeliveries(muster)) - before) / took };
}

/** By their numbers, for those that are past their time are dropped. */
async function countDeliveries({ query }: GrownMuster): Promise<number> {
  const [row] = await query("select coalesce(max(id), 0)::int as last from delivery");
  return Number(row?.["last"]);
}
