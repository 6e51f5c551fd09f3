import { chromium } from "playwright-core";
import { onTestFinished } from "vitest";
import { CHROMIUM_ARGS, findChromium, NO_CHROMIUM } from "#demo/screenshots/chromium.ts";
import { type Sandbox, startSandbox } from "#sandbox/sandbox.ts";
import { WORKSPACE } from "#test/support/acme.ts";
import { sendAlerts } from "#test/support/alerts.ts";
import { wordsOf } from "#test/support/slack-state.ts";
import { slackOf } from "#test/support/slack.ts";
import { benchmark } from "./support/benchmark.ts";
import { startDurablePostgres } from "./support/durable-postgres.ts";
import { untilQuiet } from "./support/incident-lives.ts";
import { startMusterProcess } from "./support/muster-process.ts";
import { pagingAnn } from "./support/paging-ann.ts";
import { startPlainPage } from "./support/plain-page.ts";
import { takeTurns } from "./support/rounds.ts";
import { openUntilSeen, untilSeen } from "./support/seen.ts";

const ROUNDS = 15;
/** A window is opened once for so many messages that come then. */
const ADDED = 4;
const COUNT = 5000;
const AT_ONCE = 50;
const READER = "U00000ANN";

benchmark(
  "The sandbox's page with 5,000 messages",
  `A channel of the sandbox has ${COUNT} copies of a message that Muster posted for an incident, with blocks and buttons, each naming another alert. Chromium opens it in a new window without a cache, until a frame in which the newest message is in view and not covered; then one more message is posted, until it is in view there, ${ADDED} times. Beside it, in turns: a static page with the texts of the same ${COUNT} messages as paragraphs, scrolled to the last, which adds one when it is told by a server-sent event. The sandbox's page is a program that has to be loaded first and draws blocks, but it asks for only the newest hundred messages; the static page has all of them.`,
  async (report) => {
    const executablePath = findChromium();
    if (executablePath === undefined) throw new Error(`A browser is needed: ${NO_CHROMIUM}`);
    const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
    onTestFinished(() => browser.close());
    const body = await postedByMuster();
    const sandbox = await startSandbox({ manifest: "manifest.yml", seed: WORKSPACE });
    onTestFinished(sandbox.close);
    await sandbox.page();
    const { id: channel } = await slackOf(sandbox.url, sandbox.botToken).channel("team-checkout");
    await fill((nth) => post(sandbox, channel, copyOf(body, nth)));
    const plain = await startPlainPage(numbers(COUNT).map((nth) => textOf(copyOf(body, nth))));
    let newest = COUNT;
    const sides = [
      {
        url: `${sandbox.url}/#/${READER}/channel/${channel}`,
        selector: "[data-ts]",
        add: () => post(sandbox, channel, copyOf(body, newest)),
      },
      {
        url: plain.url,
        selector: "main > p:last-child",
        add: () => plain.add(textOf(copyOf(body, newest))),
      },
    ];
    const known = sides.map(() => COUNT - 1);

    async function visit(side: (typeof sides)[number], index: number): Promise<Visit> {
      const { url, selector, add } = side;
      const shown = { selector, words: nameOf(known[index] ?? 0) };
      const { page, took: opened } = await openUntilSeen(browser, url, shown);
      const added: number[] = [];
      while (added.length < ADDED) {
        added.push(await untilSeen(page, { selector, words: nameOf(newest) }, add));
        known[index] = newest;
        newest += 1;
      }
      await page.context().close();
      return { opened, added };
    }

    const [ours = [], theirs = []] = await takeTurns(
      ROUNDS,
      ...sides.map((side, index) => () => visit(side, index)),
    );
    await report({
      what: "opened, to the newest message",
      unit: "ms",
      runs: ours.map(({ opened }) => opened),
      against: [{ name: "static page", runs: theirs.map(({ opened }) => opened) }],
    });
    await report({
      what: "one more message, to its being seen",
      unit: "ms",
      runs: ours.flatMap(({ added }) => added),
      against: [{ name: "static page", runs: theirs.flatMap(({ added }) => added) }],
    });
  },
);

type Visit = { readonly opened: number; readonly added: readonly number[] };

/** What Muster posts in the channel of the team, as it was sent. */
async function postedByMuster(): Promise<string> {
  const postgres = await startDurablePostgres();
  const muster = await startMusterProcess({
    databaseUrl: postgres.url,
    configuration: pagingAnn({}),
  });
  await sendAlerts(muster.hook, [{ alertname: nameOf(0) }]);
  await untilQuiet(muster);
  const posted = muster.slack.calls
    .filter(({ method }) => method === "chat.postMessage")
    .map(({ body }) => body)
    .filter((body) => body.includes(nameOf(0)) && new URLSearchParams(body).has("blocks"));
  muster.signal("SIGTERM");
  await muster.ended;
  const longest = posted.toSorted((one, other) => other.length - one.length)[0];
  if (longest === undefined) throw new Error("Muster posted nothing about the alert");
  return longest;
}

/** Many at a time, and the last one last. */
async function fill(write: (nth: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < COUNT; from += AT_ONCE) {
    const [last = 0, ...others] = numbers(AT_ONCE)
      .map((index) => from + index)
      .toReversed();
    await Promise.all(others.map(write));
    await write(last);
  }
}

/** A name that is as long whatever its number. */
function nameOf(nth: number): string {
  return `Alert${String(nth).padStart(5, "0")}x`;
}

function copyOf(body: string, nth: number): URLSearchParams {
  return new URLSearchParams(body.replaceAll(nameOf(0), nameOf(nth)));
}

async function post(sandbox: Sandbox, channel: string, body: URLSearchParams): Promise<void> {
  body.set("channel", channel);
  const answer = await fetch(`${sandbox.apiUrl}chat.postMessage`, {
    method: "POST",
    headers: { authorization: `Bearer ${sandbox.botToken}` },
    body,
  });
  const said = await answer.text();
  if (!said.startsWith('{"ok":true')) throw new Error(`The sandbox refused a message: ${said}`);
}

function textOf(body: URLSearchParams): string {
  return wordsOf(JSON.parse(body.get("blocks") ?? "[]"));
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
