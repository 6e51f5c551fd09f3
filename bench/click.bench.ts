import { setTimeout as wait } from "node:timers/promises";
import { type ChatPostMessageArguments, WebClient } from "@slack/web-api";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { startSandbox } from "#sandbox/sandbox.ts";
import { WORKSPACE } from "#test/support/acme.ts";
import { sendAlerts } from "#test/support/alerts.ts";
import { startBareApp } from "./support/bare-process.ts";
import { benchmark } from "./support/benchmark.ts";
import { startDurablePostgres } from "./support/durable-postgres.ts";
import { startMusterProcess } from "./support/muster-process.ts";
import { isPageOf, pagingAnn } from "./support/paging-ann.ts";
import { press, type Pressed, type Unpressed, type Workspace } from "./support/press.ts";
import { mostSamples, takeSamples } from "./support/rounds.ts";
import { startTap, type Tap } from "./support/tap.ts";

const PACE = { rounds: 60, warmUp: 8, everyMs: 1000 };
/** By then a page is out, with all that shows its incident. */
const APART_MS = 1000;
/** By then all is done that the last alert leads to. */
const CALM_MS = 3000;

const STEPS = [
  { step: "acknowledged", words: "press to its acknowledgement" },
  { step: "updated", words: "press to the message written anew" },
] as const;
const Posted = z.object({ channel: z.string(), ts: z.string() });

const NONE: Unpressed = { channel: "", ts: "" };

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
  `Ann has been paged for ${mostSamples(PACE)} incidents, ${APART_MS} ms apart. ${CALM_MS / 1000} s later, in each ${PACE.everyMs} ms, she presses Acknowledge on one of the pages and somebody a message of the peer, ${PACE.rounds} times after ${PACE.warmUp} that do not count; measured in the workspace, until it has the app's acknowledgement, and until the call that writes the pressed message anew reaches it. Before that call Muster has looked who she is and what she may do, has locked the incident, has committed its state, its timeline and the end of its timers to the disk, and has read all of it again to draw the message. Beside it: a bare Bolt app of fifteen lines in a process and a workspace of its own, in Socket Mode as well, which acknowledges the same press and then writes its message anew; it keeps and checks nothing. PostgreSQL with fsync, everything on one machine.`,
  async (report) => {
    const postgres = await startDurablePostgres();
    const muster = await startMusterProcess({
      databaseUrl: postgres.url,
      configuration: pagingAnn({}),
    });
    const bare = await startBare();
    const alertnames = Array.from({ length: mostSamples(PACE) }, (_, nth) => `Pressed${nth}x`);
    for (const alertname of alertnames) {
      const arrival = muster.slack.next(isPageOf(alertname));
      await Promise.all([sendAlerts(muster.hook, [{ alertname }]), arrival, wait(APART_MS)]);
    }
    await wait(CALM_MS);
    const pages = alertnames.map((alertname) => pageAbout(muster.slack, alertname));

    const messages = await postBare(bare);
    const [ours = [], theirs = []] = await takeSamples(
      PACE,
      () => press(muster, pages.shift() ?? NONE),
      () => press(bare, messages.shift() ?? NONE),
    );
    for (const { step, words } of STEPS) {
      await report({
        what: words,
        unit: "ms",
        runs: timesOf(ours, step),
        against: [{ name: "bare Bolt app", runs: timesOf(theirs, step) }],
      });
    }
  },
);

/** The page about this alert, which the workspace has taken. */
function pageAbout({ calls }: Tap, alertname: string): Unpressed {
  const page = calls.find(isPageOf(alertname));
  return Posted.parse(JSON.parse(page?.answer ?? "null"));
}

async function startBare(): Promise<Workspace> {
  const sandbox = await startSandbox({ manifest: "manifest.yml", seed: WORKSPACE });
  onTestFinished(sandbox.close);
  const slack = await startTap(sandbox.apiUrl);
  await startBareApp(sandbox, slack.apiUrl);
  return { sandbox, slack };
}

async function postBare({ sandbox }: Workspace): Promise<Unpressed[]> {
  const client = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl });
  const posted = Array.from({ length: mostSamples(PACE) }, async () => {
    const { ts = "" } = await client.chat.postMessage(BARE);
    return { channel: "team-checkout", ts };
  });
  return await Promise.all(posted);
}

function timesOf(presses: readonly Pressed[], step: keyof Pressed): readonly number[] {
  return presses.map((pressed) => pressed[step]);
}
