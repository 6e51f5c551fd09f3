import { setTimeout as wait } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import { WORKSPACE } from "#test/support/acme.ts";
import { type Alertmanager } from "#test/support/alertmanager.ts";
import { sendAlerts } from "#test/support/alerts.ts";
import { raise, shardOf, stormConfiguration } from "#test/support/storm.ts";
import { startBarePlatform } from "./support/bare-platform-process.ts";
import { benchmark } from "./support/benchmark.ts";
import { startDurablePostgres } from "./support/durable-postgres.ts";
import { live, untilQuiet } from "./support/incident-lives.ts";
import { type MusterProcess, startMusterProcess } from "./support/muster-process.ts";
import { peakMb, residentMb } from "./support/process-memory.ts";
import { takeFreshTurns } from "./support/rounds.ts";
import { startSlackAlertmanager } from "./support/slack-alertmanager.ts";
import { startTap, type Tap } from "./support/tap.ts";

/** Of what is measured at rest; the day and the storms start programs too. */
const IDLE_ROUNDS = 2;
const STORM_ROUNDS = 3;
const STORM = { groups: 500, alertsInGroup: 20 };
/** By then it has done what a start leaves for later. */
const IDLE_MS = 5_000;
/** A busy day: so many incidents of three alerts, each told again so often, and a heartbeat each minute. */
const DAY = { incidents: 20, alerts: 3, repeats: 10, heartbeats: 1440 };
const AT_ONCE = 8;

const configuration = {
  ...stormConfiguration({ stormAbove: 50 }),
  sources: {
    prod: { type: "alertmanager", heartbeat: { alertname: "Watchdog", within: "PT10M" } },
  },
  incidents: { quietPeriod: "PT1S" },
};

type Memory = { readonly idle: number; readonly peak: number };

benchmark(
  "Memory",
  `Resident memory as Linux counts it (VmRSS), five seconds after the start, of each process that is started here, and the most there ever was (VmHWM) once a storm of ${STORM.groups * STORM.alertsInGroup} alerts in ${STORM.groups} incidents is over, without Slack's limits, so that all of it is done at once, ${STORM_ROUNDS} times on each side in turns. Muster's own process alone, so with the embedded database when there is one, and without PostgreSQL when that is beside it. Beside it: Alertmanager, which is given the same alerts and sends a message for each group to the same workspace, and a program that has only loaded Bolt, pg and pino. A day is condensed: ${DAY.heartbeats} heartbeats, ${AT_ONCE} at a time as fast as they are taken, then ${DAY.incidents} incidents that are acknowledged and end, told ${DAY.repeats} times more, in one round, on both databases at the same time; five seconds later it is compared with the same process before.`,
  async (report) => {
    const [ours = [], theirs = []] = await takeFreshTurns(
      STORM_ROUNDS,
      stormInMuster,
      stormInAlertmanager,
    );
    // What others take at the same time is not counted.
    const [onPostgres, embedded] = await Promise.all([dayOf(true), dayOf(false)]);
    const platform = await Promise.all(numbers(IDLE_ROUNDS).map(idlePlatform));
    const alone = await Promise.all(numbers(IDLE_ROUNDS).map(idleAlertmanager));
    const besideIdle = [
      { name: "Alertmanager", runs: [...theirs.map(({ idle }) => idle), ...alone] },
      { name: "only the libraries", runs: platform },
    ];
    await report({
      what: "idle, on PostgreSQL",
      unit: "MB",
      runs: [...ours.map(({ idle }) => idle), onPostgres.before],
      against: besideIdle,
    });
    await report({
      what: "idle, with the embedded database",
      unit: "MB",
      runs: [embedded.before],
      against: besideIdle,
    });
    await report({
      what: "most in a storm, on PostgreSQL",
      unit: "MB",
      runs: ours.map(({ peak }) => peak),
      against: [{ name: "Alertmanager", runs: theirs.map(({ peak }) => peak) }],
    });

    for (const [where, { before, after }] of [
      ["on PostgreSQL", onPostgres],
      ["with the embedded database", embedded],
    ] as const) {
      await report({
        what: `after a day, ${where}`,
        unit: "MB",
        runs: [after],
        against: [{ name: "before it", runs: [before] }],
      });
    }
  },
);

async function startMuster(isOnPostgres: boolean): Promise<MusterProcess> {
  if (!isOnPostgres) return await startMusterProcess({ configuration });
  const { url } = await startDurablePostgres();
  return await startMusterProcess({ databaseUrl: url, configuration });
}

async function stop({ signal, ended }: MusterProcess): Promise<void> {
  signal("SIGTERM");
  await ended;
}

async function idleMb(pid: number): Promise<number> {
  await wait(IDLE_MS);
  return residentMb(pid);
}

async function stormInMuster(): Promise<Memory> {
  const muster = await startMuster(true);
  const idle = await idleMb(muster.pid);
  await raise(muster.hook, STORM);
  await untilQuiet(muster);
  const peak = peakMb(muster.pid);
  await stop(muster);
  return { idle, peak };
}

type Peer = { readonly slack: Tap; readonly alertmanager: Alertmanager };

async function startPeer(): Promise<Peer> {
  const sandbox = await startSandbox({ manifest: "manifest.yml", seed: WORKSPACE });
  onTestFinished(sandbox.close);
  const slack = await startTap(sandbox.apiUrl);
  return { slack, alertmanager: await startSlackAlertmanager(sandbox, slack.apiUrl, "shard") };
}

async function stormInAlertmanager(): Promise<Memory> {
  const { slack, alertmanager } = await startPeer();
  const idle = await idleMb(alertmanager.pid());
  await Promise.all(numbers(STORM.groups).map((group) => alertmanager.push(...alertsOf(group))));
  await untilQuiet({ slack });
  const peak = peakMb(alertmanager.pid());
  await alertmanager.stop();
  return { idle, peak };
}

async function idleAlertmanager(): Promise<number> {
  const { alertmanager } = await startPeer();
  const idle = await idleMb(alertmanager.pid());
  await alertmanager.stop();
  return idle;
}

async function idlePlatform(): Promise<number> {
  const { url } = await startDurablePostgres();
  const platform = await startBarePlatform(url);
  const idle = await idleMb(platform.pid);
  await platform.stop();
  return idle;
}

async function dayOf(isOnPostgres: boolean): Promise<{ before: number; after: number }> {
  const muster = await startMuster(isOnPostgres);
  const before = await idleMb(muster.pid);
  await Promise.all(numbers(AT_ONCE).map(() => beat(muster, DAY.heartbeats / AT_ONCE)));
  await live(muster, { first: 1, last: DAY.incidents, alerts: DAY.alerts, repeats: DAY.repeats });
  const after = await idleMb(muster.pid);
  await stop(muster);
  return { before, after };
}

async function beat({ hook }: MusterProcess, count: number): Promise<void> {
  for (const _ of numbers(count)) {
    const status = await sendAlerts(hook, [{ alertname: "Watchdog" }]);
    if (status !== 200) throw new Error(`A webhook was answered ${status}`);
  }
}

/** The labels and words that the storm has for Muster. */
function alertsOf(group: number) {
  return numbers(STORM.alertsInGroup).map((index) => ({
    labels: {
      alertname: "ShardDown",
      severity: "critical",
      shard: shardOf(group),
      instance: `i${index}`,
    },
    annotations: { summary: "ShardDown is wrong" },
  }));
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
