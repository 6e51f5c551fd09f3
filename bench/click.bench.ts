import { type ChatPostMessageArguments, WebClient } from "@slack/web-api";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { startSandbox } from "#sandbox/sandbox.ts";
import { WORKSPACE } from "#test/support/acme.ts";
import { sendAlerts } from "#test/support/alerts.ts";
import { startBareApp } from "./support/bare-process.ts";
import { benchmark, takeSamples } from "./support/benchmark.ts";
import { startDurablePostgres } from "./support/durable-postgres.ts";
import { startMusterProcess } from "./support/muster-process.ts";
import { isPageOf, pagingAnn } from "./support/paging-ann.ts";
import { press, type Pressed, type Unpressed, type Workspace } from "./support/press.ts";
import { startTap, type Tap } from "./support/tap.ts";

/** In each of these one alert comes, longer apart than Slack's limit of a message a second in each channel. */
const PACE = { rounds: 60, warmUp: 8, everyMs: 1200 };
/** A page is pressed when so many more have come: by then all is done that its alert leads to. */
const AHEAD = 3;

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
  `Ann presses Acknowledge on her page of an incident, ${AHEAD} alerts and ${(AHEAD * PACE.everyMs) / 1000} s after it came: in each ${PACE.everyMs} ms one alert comes, one older page is pressed and one message of the peer, ${PACE.rounds} times after ${PACE.warmUp} that do not count; measured in the workspace, until it has the app's acknowledgement, and until the call that writes the pressed message anew reaches it. Before that call Muster has looked who she is and what she may do, has locked the incident, has committed its state, its timeline and the end of its timers to the disk, and has read all of it again to draw the message. Beside it: a bare Bolt app of fifteen lines in a process and a workspace of its own, in Socket Mode as well, which acknowledges the same press and then writes its message anew; it keeps and checks nothing. PostgreSQL with fsync, everything on one machine.`,
  async (report) => {
    const postgres = await startDurablePostgres();
    const muster = await startMusterProcess({
      databaseUrl: postgres.url,
      configuration: pagingAnn({}),
    });
    const bare = await startBare();
    const pages: string[] = [];
    let count = 0;
    async function pageAnn(): Promise<void> {
      count += 1;
      const alertname = `Pressed${count}x`;
      const arrival = muster.slack.next(isPageOf(alertname));
      await Promise.all([sendAlerts(muster.hook, [{ alertname }]), arrival]);
      pages.push(alertname);
    }
    for (let nth = 0; nth < AHEAD; nth += 1) await pageAnn();

    const messages = await postBare(bare);
    const [, ours = [], theirs = []] = await takeSamples<Pressed | null>(
      PACE,
      async () => {
        await pageAnn();
        return null;
      },
      () => press(muster, pressable(muster.slack, pages.shift())),
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

/** The page about this alert, which the workspace took long ago. */
function pressable({ calls }: Tap, alertname = ""): Unpressed {
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
  const posted = Array.from({ length: PACE.warmUp + PACE.rounds }, async () => {
    const { ts = "" } = await client.chat.postMessage(BARE);
    return { channel: "team-checkout", ts };
  });
  return await Promise.all(posted);
}

function timesOf(presses: readonly (Pressed | null)[], step: keyof Pressed): readonly number[] {
  return presses.flatMap((pressed) => pressed?.[step] ?? []);
}
