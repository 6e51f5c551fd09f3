import { setTimeout as wait } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import { WORKSPACE } from "#test/support/acme.ts";
import { sendAlerts } from "#test/support/alerts.ts";
import { raise, shardOf, stormConfiguration } from "#test/support/storm.ts";
import { startBarePlatform } from "./support/bare-platform-process.ts";
import { benchmark, takeTurns } from "./support/benchmark.ts";
import { startDurablePostgres } from "./support/durable-postgres.ts";
import { live, untilQuiet } from "./support/incident-lives.ts";
import { type MusterProcess, startMusterProcess } from "./support/muster-process.ts";
import { peakMb, residentMb } from "./support/process-memory.ts";
import { startSlackAlertmanager } from "./support/slack-alertmanager.ts";
import { startTap } from "./support/tap.ts";

const ROUNDS = 2;
const STORM = { groups: 500, alertsInGroup: 20 };
/** By then it has done what a start leaves for later. */
const IDLE_MS = 5_000;
/** A busy day: so many incidents of three alerts, each told again so often, and a heartbeat each minute. */
const DAY = { incidents: 20, alerts: 3, repeats: 50, heartbeats: 1440 };

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
  `Resident memory as Linux counts it (VmRSS), five seconds after the start, and the most there ever was (VmHWM) once a storm of ${STORM.groups * STORM.alertsInGroup} alerts in ${STORM.groups} incidents is over, without Slack's limits, so that all of it is done at once; a new process for each round. Muster's own process alone, so with the embedded database when there is one, and without PostgreSQL when that is beside it. Beside it: Alertmanager, which is given the same alerts and sends a message for each group to the same workspace, and a program that has only loaded Bolt, pg and pino. A day is condensed: ${DAY.incidents} incidents that are acknowledged and end, told ${DAY.repeats} times more, and ${DAY.heartbeats} heartbeats, one after the other as fast as they are taken, in one round; five seconds later it is compared with the same process before.`,
  async (report) => {
    const [muster = [], embedded = [], alertmanager = [], platform = []] = await takeTurns(
      ROUNDS,
      stormInMuster,
      idleEmbedded,
      stormInAlertmanager,
      idlePlatform,
    );
    const besideIdle = [
      { name: "Alertmanager", runs: alertmanager.map(({ idle }) => idle) },
      { name: "only the libraries", runs: platform.map(({ idle }) => idle) },
    ];
    await report({
      what: "idle, on PostgreSQL",
      unit: "MB",
      runs: muster.map(({ idle }) => idle),
      against: besideIdle,
    });
    await report({
      what: "idle, with the embedded database",
      unit: "MB",
      runs: embedded.map(({ idle }) => idle),
      against: besideIdle,
    });
    await report({
      what: "most in a storm, on PostgreSQL",
      unit: "MB",
      runs: muster.map(({ peak }) => peak),
      against: [{ name: "Alertmanager", runs: alertmanager.map(({ peak }) => peak) }],
    });

    for (const where of ["on PostgreSQL", "with the embedded database"] as const) {
      const { before, after } = await dayOf(await startMuster(where === "on PostgreSQL"));
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

async function idleEmbedded(): Promise<Memory> {
  const muster = await startMuster(false);
  const idle = await idleMb(muster.pid);
  const peak = peakMb(muster.pid);
  await stop(muster);
  return { idle, peak };
}

async function stormInAlertmanager(): Promise<Memory> {
  const sandbox = await startSandbox({ manifest: "manifest.yml", seed: WORKSPACE });
  onTestFinished(sandbox.close);
  const slack = await startTap(sandbox.apiUrl);
  const alertmanager = await startSlackAlertmanager(sandbox, slack.apiUrl, "shard");
  const idle = await idleMb(alertmanager.pid());
  await Promise.all(numbers(STORM.groups).map((group) => alertmanager.push(...alertsOf(group))));
  await untilQuiet({ slack });
  const peak = peakMb(alertmanager.pid());
  await alertmanager.stop();
  return { idle, peak };
}

async function idlePlatform(): Promise<Memory> {
  const { url } = await startDurablePostgres();
  const platform = await startBarePlatform(url);
  const idle = await idleMb(platform.pid);
  const peak = peakMb(platform.pid);
  await platform.stop();
  return { idle, peak };
}

async function dayOf(muster: MusterProcess): Promise<{ before: number; after: number }> {
  const before = await idleMb(muster.pid);
  for (const _ of numbers(DAY.heartbeats)) {
    const status = await sendAlerts(muster.hook, [{ alertname: "Watchdog" }]);
    if (status !== 200) throw new Error(`A webhook was answered ${status}`);
  }
  await live(muster, { first: 1, last: DAY.incidents, alerts: DAY.alerts, repeats: DAY.repeats });
  const after = await idleMb(muster.pid);
  await stop(muster);
  return { before, after };
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
