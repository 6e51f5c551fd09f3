import { afterEach, expect, it } from "vitest";
import { WORKSPACE } from "#test/support/acme.ts";
import { withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { wordsOf } from "#test/support/slack-state.ts";

const HOUR = 3600;

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("the page does not wait", (open) => {
  it("for a channel that may not be made; the card says so", async () => {
    muster = await startMuster(await open());
    const error = "restricted_action";
    await muster.slack.trouble({ kind: "error", method: "conversations.create", error, count: 50 });

    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    await expectPaged();
    const words = wordsOf(await muster.slack.messages("team-checkout"));
    expect(words).toContain("Slack does not let Muster make a channel (restricted_action).");
    expect(await muster.slack.person("ann").press("acknowledge")).toMatch(/^You have INC-1/);
  });

  it("for a channel whose name is taken; it gets another", async () => {
    const taken = { name: "inc-1-highlatency-is-wrong", members: ["eve"], archived: true };
    const seed = { ...WORKSPACE, channels: [...WORKSPACE.channels, taken] };
    muster = await startMuster(await open(), { sandbox: { seed } });

    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    await expectPaged();
    expect(await muster.slack.texts("inc-1-highlatency-is-wrong-2")).toHaveLength(2);
  });

  it.each([
    ["a channel that Slack makes us wait for", "conversations.create"],
    ["a card that Slack makes us wait for", "conversations.list"],
    ["the conversation with the person, when that cannot be opened", "conversations.open"],
  ])("for %s", async (_, method) => {
    muster = await startMuster(await open());
    await muster.slack.trouble({ kind: "429", method, retry_after: HOUR });

    await muster.alert({ alertname: "HighLatency" });

    // Not settled: that would push the clock by the hour.
    await eventually(expectPaged);
  });

  it(
    "for blocks that Slack takes: what it refuses comes as plain text",
    { tags: ["F21", "F23"] },
    async () => {
      muster = await startMuster(await open());
      await muster.slack.trouble(
        { kind: "429", method: "conversations.list", retry_after: HOUR },
        { kind: "429", method: "conversations.create", retry_after: HOUR },
        { kind: "error", method: "chat.postMessage", error: "invalid_blocks" },
      );

      await muster.alert({ alertname: "HighLatency" });

      await eventually(expectPaged);
      const [page] = await muster.slack.person("ann").pages();
      expect(page?.blocks ?? []).toEqual([]);
      expect(page?.text).toContain("Checkout (team Checkout), 1 of 1 firing");
    },
  );

  it(
    "behind a channel that Slack limits: that one waits, the others do not",
    { tags: ["F18"] },
    async () => {
      const levels = [{ notify: [{ person: "ann" }, { person: "bob" }] }];
      const configuration = { policies: { checkout: { levels } } };
      muster = await startMuster(await open(), { configuration });
      await muster.slack.trouble({ kind: "429", method: "chat.postMessage", retry_after: 30 });
      async function told(): Promise<readonly number[]> {
        const places = [
          await muster.slack.person("ann").pages(),
          await muster.slack.person("bob").pages(),
          await muster.slack.messages("team-checkout"),
        ];
        return places.map(({ length }) => length).toSorted((one, other) => one - other);
      }

      await muster.alert({ alertname: "HighLatency", labels: { severity: "warning" } });

      // Whichever came first waits.
      await eventually(async () => expect(await told()).toEqual([0, 1, 1]));
      await muster.settle();
      expect(await told()).toEqual([1, 1, 1]);
    },
  );
});

async function expectPaged(): Promise<void> {
  const texts = (await muster.slack.person("ann").pages()).map(({ text }) => text);
  expect(texts).toEqual([expect.stringMatching(/^INC-1 · SEV2 Major · HighLatency is wrong\./)]);
}
