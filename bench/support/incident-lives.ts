import { setTimeout as wait } from "node:timers/promises";
import { sendAlerts, webhookOf, type TestAlert } from "#test/support/alerts.ts";
import { slackOf } from "#test/support/slack.ts";
import type { MusterProcess } from "./muster-process.ts";

/** How the incidents with these numbers go: so many alerts each, the alerts told again so often before they end. */
export type Lives = {
  readonly first: number;
  readonly last: number;
  readonly alerts: number;
  readonly repeats?: number;
};

/** Longer than what follows by itself, such as the end of an incident a second after that of its last alert. */
const QUIET_MS = 2500;

/**
 * Half of the alerts of each incident come, then all of them; Ann acknowledges; they end. Answers the bytes of the
 * webhooks. The numbers must be the next ones that Muster gives.
 */
export async function live(muster: MusterProcess, lives: Lives): Promise<number> {
  const incidents = Array.from(
    { length: lives.last - lives.first + 1 },
    (_, index) => lives.first + index,
  );
  let bytes = 0;
  async function send(incident: number, count: number, resolved = false): Promise<void> {
    const alerts = alertsOf(incident, { count, resolved });
    const groupKey = `{}:{shard="s${incident}"}`;
    bytes += Buffer.byteLength(JSON.stringify(webhookOf(alerts, groupKey)));
    const status = await sendAlerts(muster.hook, alerts, groupKey);
    if (status !== 200) throw new Error(`A webhook was answered ${status}`);
  }

  for (const incident of incidents) await send(incident, Math.ceil(lives.alerts / 2));
  for (const incident of incidents) await send(incident, lives.alerts);
  await untilChannels(muster, lives.last);
  await untilQuiet(muster);
  for (const incident of incidents) await acknowledge(muster, incident);
  await untilQuiet(muster);
  for (let repeat = 0; repeat < (lives.repeats ?? 0); repeat += 1) {
    for (const incident of incidents) await send(incident, lives.alerts);
  }
  for (const incident of incidents) await send(incident, lives.alerts, true);
  await untilQuiet(muster);
  return bytes;
}

/** An incident that ends before its channel is made never has one. */
async function untilChannels({ slack }: MusterProcess, count: number): Promise<void> {
  while (slack.calls.filter(({ method }) => method === "conversations.create").length < count) {
    await wait(QUIET_MS / 10);
  }
}

/** Until nothing more reaches the workspace. */
export async function untilQuiet({ slack }: Pick<MusterProcess, "slack">): Promise<void> {
  for (let known = -1; known < slack.calls.length;) {
    known = slack.calls.length;
    await wait(QUIET_MS);
  }
}

async function acknowledge({ sandbox }: MusterProcess, incident: number): Promise<void> {
  const { act } = slackOf(sandbox.url, sandbox.botToken);
  const answer = await act("command", {
    user: "ann",
    channel: "general",
    command: "/incident",
    text: `ack INC-${incident}`,
  });
  if (!answer.ok) throw new Error(`INC-${incident}: ${JSON.stringify(answer)}`);
}

function alertsOf(
  incident: number,
  { count, resolved }: { readonly count: number; readonly resolved: boolean },
): readonly TestAlert[] {
  return Array.from({ length: count }, (_, index) => ({
    alertname: "ShardDown",
    resolved,
    labels: {
      shard: `s${incident}`,
      instance: `db-${index}.example.com:9100`,
      job: "node",
      region: "eu-central-1",
    },
    annotations: {
      description: "The shard has not answered for five minutes, and its replicas lag behind.",
      runbook_url: "https://runbooks.example/shard-down",
    },
  }));
}
