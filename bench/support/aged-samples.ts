import { setTimeout as wait } from "node:timers/promises";
import { sendAlerts, webhookOf } from "#test/support/alerts.ts";
import { slackOf } from "#test/support/slack.ts";
import { nextRequest } from "./arrivals.ts";
import { median } from "./figure.ts";
import { alertOf, untilTaken } from "./growing-group.ts";
import type { GrownMuster } from "./grown-muster.ts";
import { load } from "./load.ts";
import { HOOK_HEADERS } from "./muster-process.ts";
import { acknowledge, pageOf, type Unpressed } from "./press.ts";

/** Longer than Slack's limit of a message a second in each channel. */
const APART_MS = 1100;
const CONNECTIONS = 32;
const GROUPS = 20;

const BODIES = Array.from({ length: GROUPS }, (_, group) =>
  JSON.stringify(webhookOf([1, 2, 3].map((index) => alertOf(`Repeated${group}`, index)))),
);

/** Milliseconds. */
export type Latencies = { readonly page: number; readonly press: number; readonly list: number };

/** In a second. */
export type Rates = { readonly taken: number; readonly workedOff: number };

/** The medians of so many fresh alerts, each of which Ann acknowledges and then looks at the list. */
export async function sampleLatencies(muster: GrownMuster, count: number): Promise<Latencies> {
  const samples: Latencies[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    samples.push(await sampleOne(muster));
  }
  return {
    page: median(samples.map(({ page }) => page)),
    press: median(samples.map(({ press }) => press)),
    list: median(samples.map(({ list }) => list)),
  };
}

let alerts = 0;

async function sampleOne(muster: GrownMuster): Promise<Latencies> {
  alerts += 1;
  const alertname = `Fresh${alerts}x`;
  const page = await timePage(muster, alertname);
  const message = await pageOf(muster, alertname);
  await wait(APART_MS / 2);
  const press = await timePress(muster, message);
  await wait(APART_MS / 2);
  return { page, press, list: await timeList(muster) };
}

/** Nothing is said of an alert before somebody is paged for it. */
async function timePage({ hook, sandbox }: GrownMuster, alertname: string): Promise<number> {
  const arrival = nextRequest(`${sandbox.apiUrl}chat.postMessage`);
  const start = performance.now();
  await Promise.all([sendAlerts(hook, [alertOf(alertname, 0)]), arrival]);
  return (await arrival) - start;
}

async function timePress(muster: GrownMuster, message: Unpressed): Promise<number> {
  const start = performance.now();
  await acknowledge(muster, message);
  return performance.now() - start;
}

async function timeList({ sandbox }: GrownMuster): Promise<number> {
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
  const { rate } = await load(muster.hook, {
    connections: CONNECTIONS,
    seconds,
    headers: HOOK_HEADERS,
    body: (request) => BODIES[request % GROUPS] ?? "",
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
