import { afterEach, expect, it } from "vitest";
import { PEOPLE } from "#test/support/acme.ts";
import { WEBHOOK_TOKEN } from "#test/support/alerts.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { giveAddresses } from "#test/support/reach.ts";
import { wordsOf } from "#test/support/slack-state.ts";
import { storyOf } from "#test/support/story.ts";
import { startWebhookReceiver, type WebhookReceiver } from "#test/support/webhook-receiver.ts";

let muster: TestMuster;
let pager: WebhookReceiver;
afterEach(async () => {
  await muster.stop();
  await pager.stop();
});

/** Ann's own pager takes webhooks. */
async function start(database: TestDatabase, configuration: object = {}): Promise<void> {
  pager = await startWebhookReceiver(WEBHOOK_TOKEN);
  const ways = { webhook: { secret: "MUSTER_WEBHOOK_TOKEN", privateNetworks: ["127.0.0.1"] } };
  muster = await startMuster(database, { configuration: { ways, ...configuration } });
}

async function story(): Promise<readonly string[]> {
  return storyOf(await muster.timeline(1)).filter((line) => !line.includes("alerts-joined"));
}

withDatabase("whoever is paged", (open) => {
  it("with Do Not Disturb on is reached by the next way at once, and the card says so", async () => {
    const database = await open();
    await start(database);
    await giveAddresses(database, "ann", { webhook: pager.url }, { webhook: 4 });
    await muster.slack.act("presence", { user: "ann", dnd: true });

    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    expect(pager.received).toHaveLength(1);
    expect((await story()).slice(2)).toEqual([
      "muster: page-sent, ann",
      "muster: slack-silent, ann, do-not-disturb, next webhook",
      "muster: page-sent, ann, via webhook",
    ]);
    const card = wordsOf(await muster.slack.messages("team-checkout"));
    expect(card).toMatch(/Paging Ann \(has Do Not Disturb on until .*: told by webhook at once\)/);
  });

  it("without another way is said to sleep through it", async () => {
    await start(await open());
    await muster.slack.act("presence", { user: "ann", presence: "away" });

    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    const card = wordsOf(await muster.slack.messages("team-checkout"));
    expect(card).toContain("Paging Ann (away from Slack: Slack cannot wake them now), level 1");
  });

  it("is reached by the next way when Slack refuses, and only then is the next level paged", async () => {
    const database = await open();
    const people = { ...PEOPLE, ann: { name: "Ann", slack: "U00000GONE" } };
    await start(database, { people });
    await giveAddresses(database, "ann", { webhook: pager.url }, { webhook: 4 });

    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    const reached = await story();
    pager.answer(410);
    await muster.alert({ alertname: "DiskFull" });
    await muster.pass({ seconds: 40 });

    expect(reached.slice(2)).toEqual([
      expect.stringMatching(/way-failed, ann, via slack, .*, next webhook/),
      "muster: page-sent, ann, via webhook",
    ]);
    expect(pager.received).toHaveLength(2);
    const pages = await muster.slack.person("bob").pages();
    expect(pages.map(({ text }) => text)).toEqual([expect.stringContaining("INC-2")]);
  });

  it("gets the message in Slack as well, as soon as Slack takes it", async () => {
    const database = await open();
    await start(database);
    await giveAddresses(database, "ann", { webhook: pager.url });
    await muster.slack.trouble({ kind: "500", method: "chat.postMessage", count: 2 });

    await muster.alert({ alertname: "HighLatency" });
    await eventually(() => expect(pager.received).toHaveLength(1));
    for (let time = 0; time < 4; time += 1) await muster.pass({ seconds: 15 });

    expect(await muster.slack.person("ann").pages()).toHaveLength(1);
    expect(pager.received).toHaveLength(1);
  });

  it.each([
    [{ kind: "500", count: 1000 }, "Slack answered HTTP 500"],
    [{ kind: "429", count: 1000, retry_after: 30 }, "Slack asks us to wait"],
    [{ kind: "error", error: "token_revoked", count: 1000 }, "token_revoked"],
  ] as const)(
    "is reached by the next way at once while Slack answers %j",
    async (trouble, reason) => {
      const database = await open();
      await start(database);
      await giveAddresses(database, "ann", { webhook: pager.url }, { webhook: 4 });
      await muster.slack.trouble({ method: "chat.postMessage", ...trouble });

      await muster.alert({ alertname: "HighLatency" });

      await eventually(async () => {
        const told = (await story()).filter((line) => line.includes("ann"));
        expect(told.slice(1)).toEqual([
          `muster: way-failed, ann, via slack, ${reason}, next webhook`,
          "muster: page-sent, ann, via webhook",
        ]);
      });
    },
  );
});

withDatabase("a test page", (open) => {
  it("is asked for in the form, goes out by every way, and tells what arrived", async () => {
    await start(await open());
    const ann = muster.slack.person("ann");
    await ann.oncall("me");
    const form = await ann.press("ways", { in: "general" });
    const refused = await ann.submit({ "address/webhook": "pager.example" });
    const saved = await ann.submit({ "address/webhook": pager.url });

    await ann.oncall("me");
    const started = await ann.press("test-page", { in: "general" });
    await muster.settle();
    const [before] = (await ann.pages()).map(({ text }) => text);
    await ann.press("confirm-test");
    await muster.settle();

    expect(form).toContain("Address of the webhook");
    expect(refused).toContain("address/webhook");
    expect(saved).toContain("Webhook");
    expect(started).toContain("A test page is on its way");
    expect(before).toContain("Webhook: handed over");
    expect(pager.received.map(({ body }) => JSON.parse(body).kind)).toEqual(["test"]);
    expect((await ann.pages()).map(({ text }) => text)).toEqual([
      expect.stringContaining("Test received by the button in Slack"),
    ]);
  });
});
