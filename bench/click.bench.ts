import { setTimeout as wait } from "node:timers/promises";
import { type ChatPostMessageArguments, WebClient } from "@slack/web-api";
import { onTestFinished } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import { WORKSPACE } from "#test/support/acme.ts";
import { sendAlerts } from "#test/support/alerts.ts";
import { startBareApp } from "./support/bare-process.ts";
import { benchmark, takeTurns } from "./support/benchmark.ts";
import { startDurablePostgres } from "./support/durable-postgres.ts";
import { quantile } from "./support/figure.ts";
import { type MusterProcess, startMusterProcess } from "./support/muster-process.ts";
import { pagingAnn } from "./support/paging-ann.ts";
import { pageOf, press, type Pressed, type Unpressed, type Workspace } from "./support/press.ts";
import { startTap } from "./support/tap.ts";

const ROUNDS = 5;
const SAMPLES = 10;
/** Longer than Slack's limit of a message a second in each channel. */
const APART_MS = 1100;
/** By then all is done that an alert leads to, and Slack takes a change of each message again. */
const CALM_MS = 3000;
/** What follows from one press must not fall into the next. */
const BETWEEN_MS = 200;

const STEPS = [
  { step: "acknowledged", words: "press to its acknowledgement" },
  { step: "updated", words: "press to the message written anew" },
] as const;
const SHARES = [
  { share: 0.5, name: "median" },
  { share: 1, name: `slowest of ${SAMPLES}` },
] as const;

const BARE = {
  channel: "#team-checkout",
  text: "Something is wrong",
  blocks: [
    {
      type: "actions",
      elements: [
        {
          type: "button",
          action_id: "acknowledge",
          text: { type: "plain_text", text: "Acknowledge" },
        },
      ],
    },
  ],
} satisfies ChatPostMessageArguments;

benchmark(
  "From a click to its answer",
  `Ann presses Acknowledge on her pages of ${SAMPLES} fresh incidents a round, ${CALM_MS / 1000} s after the last came; measured in the workspace, until it has the app's acknowledgement, and until the call that writes the pressed message anew reaches it. Before that call Muster has looked who she is and what she may do, has locked the incident, has committed its state, its timeline and the end of its timers to the disk, and has read all of it again to draw the message. Beside it, in turns: a bare Bolt app of fifteen lines in a process and a workspace of its own, in Socket Mode as well, which acknowledges the same press and then writes its message anew; it keeps and checks nothing. PostgreSQL with fsync, everything on one machine.`,
  async (report) => {
    const postgres = await startDurablePostgres();
    const muster = await startMusterProcess({
      databaseUrl: postgres.url,
      configuration: pagingAnn({}),
    });
    const bare = await startBare();
    let count = 0;

    async function freshPages(): Promise<readonly Unpressed[]> {
      const pages: Unpressed[] = [];
      for (let nth = 0; nth < SAMPLES; nth += 1) {
        count += 1;
        pages.push(await pageAnn(muster, `Pressed${count}x`));
      }
      await wait(CALM_MS);
      return pages;
    }

    const [ours = [], theirs = []] = await takeTurns(
      ROUNDS,
      async () => await pressEach(muster, await freshPages()),
      async () => await pressEach(bare, await postBare(bare)),
    );
    for (const { step, words } of STEPS) {
      for (const { share, name } of SHARES) {
        await report({
          what: `${words}, ${name}`,
          unit: "ms",
          runs: ours.map((presses) => quantileOf(presses, step, share)),
          against: [
            {
              name: "bare Bolt app",
              runs: theirs.map((presses) => quantileOf(presses, step, share)),
            },
          ],
        });
      }
    }
  },
);

async function pressEach(
  workspace: Workspace,
  messages: readonly Unpressed[],
): Promise<readonly Pressed[]> {
  const presses: Pressed[] = [];
  for (const message of messages) {
    presses.push(await press(workspace, message));
    await wait(BETWEEN_MS);
  }
  return presses;
}

async function pageAnn(muster: MusterProcess, alertname: string): Promise<Unpressed> {
  await sendAlerts(muster.hook, [{ alertname }]);
  const page = await pageOf(muster, alertname);
  await wait(APART_MS);
  return page;
}

async function startBare(): Promise<Workspace> {
  const sandbox = await startSandbox({ manifest: "manifest.yml", seed: WORKSPACE });
  onTestFinished(sandbox.close);
  const slack = await startTap(sandbox.apiUrl);
  await startBareApp(sandbox, slack.apiUrl);
  return { sandbox, slack };
}

async function postBare({ sandbox }: Workspace): Promise<readonly Unpressed[]> {
  const client = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl });
  const posted = Array.from({ length: SAMPLES }, async () => {
    const { ts = "" } = await client.chat.postMessage(BARE);
    return { channel: "team-checkout", ts };
  });
  return await Promise.all(posted);
}

function quantileOf(presses: readonly Pressed[], step: keyof Pressed, share: number): number {
  return quantile(
    presses.map((pressed) => pressed[step]),
    share,
  );
}
