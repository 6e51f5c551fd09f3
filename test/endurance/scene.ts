import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { onTestFinished, type TestContext } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import { WORKSPACE } from "#test/support/acme.ts";
import { WEBHOOK_TOKEN } from "#test/support/alerts.ts";
import { type Balancer, startBalancer } from "#test/support/balancer.ts";
import type { TestDatabase } from "#test/support/database.ts";
import { slackVariables, writeConfiguration } from "#test/support/process.ts";
import { type Replica, replicaOf } from "#test/support/replica.ts";
import { type Slack, slackOf } from "#test/support/slack.ts";
import { stormConfiguration } from "#test/support/storm.ts";
import { type Evidence, lookForEvidence } from "./evidence.ts";

/** Two replicas on one database and one workspace, behind one address; each is down at first. */
export type Scene = {
  readonly database: TestDatabase;
  readonly slack: Slack;
  readonly hook: string;
  readonly balancer: Balancer;
  readonly replicas: readonly Replica[];
};

const LOOK_EVERY_MS = 3000;
/** Longer than an unclear send is left alone: what is sent twice has been sent by then. */
const AFTERWARDS_MS = 20_000;

export async function setScene(database: TestDatabase, configuration: object): Promise<Scene> {
  const sandbox = await startSandbox({ manifest: "manifest.yml", seed: WORKSPACE });
  onTestFinished(sandbox.close);
  const environment = {
    ...(await writeConfiguration(JSON.stringify({ ...stormConfiguration({}), ...configuration }))),
    ...slackVariables(sandbox),
    DATABASE_URL: database.url ?? "",
    MUSTER_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
  };
  const replicas = [await replicaOf(environment), await replicaOf(environment)];
  const balancer = await startBalancer(replicas.map(({ port }) => port));
  onTestFinished(balancer.close);
  const slack = slackOf(sandbox.url, sandbox.botToken);
  return { database, slack, balancer, replicas, hook: `${balancer.url}/hooks/prod` };
}

/** Looks again and again until nothing is missing any more, or patience ends; then once more, for what comes twice. */
export async function settledEvidence(
  { database, slack }: Scene,
  expected: Parameters<typeof lookForEvidence>[2],
  patienceMs: number,
): Promise<Evidence> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const { lost } = await lookForEvidence(database, slack, expected);
    if (lost.length === 0 || performance.now() > end) break;
    await wait(LOOK_EVERY_MS);
  }
  await wait(AFTERWARDS_MS);
  return lookForEvidence(database, slack, expected);
}

/** Hands what was counted to docs/endurance.md, also of a run that fails for it afterwards. */
export async function publish(
  annotate: TestContext["annotate"],
  lines: readonly string[],
  { incidents, pages, lost, doubled, outOfOrder, secondsToPage }: Evidence,
): Promise<void> {
  const sorted = secondsToPage.toSorted((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const all = [
    ...lines,
    `incidents: ${incidents}`,
    `messages that page people: ${pages}`,
    `lost: ${lost.length}`,
    `doubled: ${doubled.length}`,
    `out of order: ${outOfOrder.length}`,
    `from a webhook to its first page: ${median.toFixed(1)} s in the median, ${(sorted.at(-1) ?? Number.NaN).toFixed(1)} s at worst`,
    `machine: ${cpus()[0]?.model.trim() ?? "unknown"}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB; ${loadavg()[2]?.toFixed(0)} processes wanted them in the last quarter of an hour`,
  ];
  for (const line of all) await annotate(line, "measured");
}
