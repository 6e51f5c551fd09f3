import { setTimeout as wait } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import { WORKSPACE } from "#test/support/acme.ts";
import { raise, shardOf } from "#test/support/storm.ts";
import { benchmark } from "./support/benchmark.ts";
import { type DurablePostgres, startDurablePostgres } from "./support/durable-postgres.ts";
import { quantile } from "./support/figure.ts";
import { startMusterProcess } from "./support/muster-process.ts";
import { pagingAnn } from "./support/paging-ann.ts";
import { startProbing } from "./support/probe.ts";
import { takeFreshTurns } from "./support/rounds.ts";
import { startSlackAlertmanager } from "./support/slack-alertmanager.ts";
import { startTap } from "./support/tap.ts";

const ROUNDS = 3;
const STORM = { groups: 500, alertsInGroup: 20 };
const LOOK_EVERY_MS = 250;
const PEER_SECONDS = 60;
/** Slack takes a message a second in a channel: whatever is too late for the first one goes into the second. */
const BEST_MS = 1000;
/** An answer that takes longer is a program that stands still. */
const ALLOWED_MS = 200;

benchmark(
  "A storm of 10,000 alerts",
  `10,000 alerts in 500 groups, all of them new, as fast as they are taken, while the workspace applies Slack's own limits. For each group: the time from its first webhook, stored, until the message that pages for it is on record as taken by Slack. Beside it the best that any schedule of calls can do: one message at once, and one with everything else a second later. Muster leaves a pause between two digests to the same person, five seconds after each of the first four and then thirty; its last page is bounded by that. Alertmanager's own Slack receiver gets the same alerts with group_wait 0 s and the same limits; what counts is the share of the groups that a person can read of after ${PEER_SECONDS} s. Each has ${ROUNDS} rounds in turns, each with a new process, Muster with a new database too. Meanwhile a thread of its own asks Muster for /livez, 50 ms after each answer, until the last page and over a connection that was there before: what it waits at most, by which it sees for how long the program stands still, may be ${ALLOWED_MS} ms.`,
  async (report) => {
    const [ours = [], theirs = []] = await takeFreshTurns(
      ROUNDS,
      stormAtMuster,
      stormAtAlertmanager,
    );

    for (const [share, name] of [
      [0.5, "median"],
      [0.99, "99th percentile"],
    ] as const) {
      await report({
        what: `stored webhook to page, ${name}`,
        unit: "ms",
        runs: ours.map(({ latencies }) => quantile(latencies, share)),
        against: [
          {
            name: "the best schedule of calls",
            runs: [BEST_MS],
            goal: { kind: "at most", ratio: 1.15 },
          },
        ],
      });
    }
    await report({
      what: `groups that somebody is paged for within ${PEER_SECONDS} s`,
      unit: "share",
      runs: ours.map(({ latencies }) => withinPeersTime(latencies)),
      against: [
        {
          name: "Alertmanager's Slack receiver",
          runs: theirs.map(({ share }) => share),
          goal: { kind: "at least", ratio: 30 },
        },
      ],
    });
    await report({
      what: "calls that Slack refused for their rate",
      unit: "calls",
      runs: ours.map(({ refused }) => refused),
      against: [
        { name: "Alertmanager's Slack receiver", runs: theirs.map(({ refused }) => refused) },
      ],
    });
    await report({
      what: "longest wait for /livez",
      unit: "ms",
      runs: ours.map(({ longestWait }) => longestWait),
      against: [
        { name: "what is allowed", runs: [ALLOWED_MS], goal: { kind: "at most", ratio: 1 } },
      ],
    });
  },
);

type Aftermath = {
  readonly latencies: readonly number[];
  readonly refused: number;
  readonly longestWait: number;
};

async function stormAtMuster(): Promise<Aftermath & { readonly share: number }> {
  const postgres = await startDurablePostgres();
  const muster = await startMusterProcess({
    databaseUrl: postgres.url,
    configuration: pagingAnn({}),
    rateLimits: 1,
  });
  const probe = await startProbing(`${muster.url}/livez`);
  await raise(muster.hook, STORM);
  const latencies = await untilPaged(postgres);
  const longestWait = await probe.end();
  muster.signal("SIGKILL");
  await muster.ended;
  const refused = muster.slack.calls.filter(({ isTaken }) => !isTaken).length;
  return { latencies, refused, longestWait, share: withinPeersTime(latencies) };
}

function withinPeersTime(latencies: readonly number[]): number {
  return latencies.filter((ms) => ms <= PEER_SECONDS * 1000).length / STORM.groups;
}

/** Milliseconds for each group, once all are there. */
async function untilPaged({ query }: DurablePostgres): Promise<readonly number[]> {
  for (;;) {
    const rows = await query(`
      select extract(epoch from min(posted_at) - min(received_at))::float8 * 1000 as ms
      from slack_message_entry as entry
      join slack_message as message on message.id = message_id
      join delivery_incident as told on told.incident_id = entry.incident_id
      where page_id is not null and posted_at is not null group by entry.incident_id`);
    if (rows.length === STORM.groups) return rows.map(({ ms }) => Number(ms));
    await wait(LOOK_EVERY_MS);
  }
}

async function stormAtAlertmanager(): Promise<Aftermath & { readonly share: number }> {
  const sandbox = await startSandbox({ manifest: "manifest.yml", seed: WORKSPACE, rateLimits: 1 });
  onTestFinished(sandbox.close);
  const tap = await startTap(sandbox.apiUrl);
  const alertmanager = await startSlackAlertmanager(sandbox, tap.apiUrl, "shard");
  const groups = Array.from({ length: STORM.groups }, (_, group) => shardOf(group + 1));
  for (const shard of groups) {
    const alerts = Array.from({ length: STORM.alertsInGroup }, (_, index) => ({
      labels: { alertname: "ShardDown", severity: "critical", shard, instance: `i${index}` },
    }));
    await alertmanager.push(...alerts);
  }
  await wait(PEER_SECONDS * 1000);
  await alertmanager.stop();
  const taken = tap.calls.filter(({ isTaken }) => isTaken).map(({ body }) => body);
  const read = groups.filter((shard) =>
    taken.some((body) => new RegExp(`\\b${shard}\\b`).test(body)),
  );
  const refused = tap.calls.length - taken.length;
  return { latencies: [], refused, longestWait: Number.NaN, share: read.length / groups.length };
}
