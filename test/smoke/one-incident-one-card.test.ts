import { afterEach, expect, it } from "vitest";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { storyOf } from "#test/support/story.ts";

const CHANNEL = "inc-1-highlatency-is-wrong";
/** Channels at the usual pace: one may be made before the storm is noticed. */
const UNHURRIED = { slack: {} };
const HISTORY = ["channels:history", "groups:history", "im:history"];

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("one incident has one live card and nobody is paged twice", (open) => {
  it("when alerts join and flap", async () => {
    muster = await startMuster(await open());
    const one = { alertname: "HighLatency", labels: { instance: "a" } };
    const two = { alertname: "HighLatency", labels: { instance: "b" } };

    await muster.alert(one);
    await muster.settle();
    const [first] = await muster.slack.messages("team-checkout");
    await muster.alert(one, two);
    await muster.alert({ ...one, resolved: true }, two);
    await muster.alert({ ...one, startsAt: new Date().toISOString() }, two);
    await muster.settle();

    const cards = await muster.slack.messages("team-checkout");
    expect(cards).toEqual([expect.objectContaining({ ts: first?.ts })]);
    expect(cards[0]?.text).toContain("2 of 2 firing");
    const texts = await muster.slack.texts(CHANNEL);
    // Beside welcome and card one message for each change of state, and each of them once.
    expect(texts.filter((text) => !text.startsWith("INC-1: "))).toHaveLength(2);
    expect(new Set(texts).size).toBe(texts.length);
    expect(await muster.slack.person("ann").pages()).toHaveLength(1);
  });

  it("when two Alertmanagers deliver the same, again and again", async () => {
    muster = await startMuster(await open());
    const alert = { alertname: "HighLatency" };

    await Promise.all([muster.alert(alert), muster.alert(alert), muster.alert(alert)]);
    await muster.settle();
    await Promise.all([muster.alert(alert), muster.alert(alert)]);
    await muster.settle();

    await expectOneOfEach();
    expect(await muster.incident(2)).toBeNull();
  });

  it(
    "when two people acknowledge at the same time, and Slack tells it twice",
    { tags: ["F27"] },
    async () => {
      muster = await startMuster(await open());
      await muster.alert({ alertname: "HighLatency" });
      await muster.settle();

      await muster.slack.trouble({ kind: "duplicate" });
      const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];
      const where = { in: "team-checkout" };
      const said = await Promise.all([
        ann.press("acknowledge", where),
        bob.press("acknowledge", where),
      ]);
      await muster.settle();

      const acknowledged = storyOf(await muster.timeline(1)).filter((line) => /acknow/.test(line));
      expect(acknowledged).toHaveLength(1);
      expect(said.filter((words) => /^<@U00000\w+> has INC-1 since/.test(words))).toHaveLength(1);
      await expectOneOfEach();
    },
  );

  it(
    "when somebody deletes the card: the next change posts it anew, once",
    { tags: ["F24"] },
    async () => {
      muster = await startMuster(await open());
      await muster.alert({ alertname: "HighLatency" });
      await muster.settle();
      const [card] = await muster.slack.messages("team-checkout");

      await muster.slack.remove("team-checkout", card?.ts ?? "");
      await muster.slack.person("ann").press("acknowledge");
      await muster.settle();
      await muster.slack.person("ann").command("resolve 1");
      await muster.settle();

      expect(await muster.slack.texts("team-checkout")).toEqual([
        expect.stringContaining("Resolved by Ann"),
      ]);
    },
  );

  it(
    "when Slack posts a message and the answer is lost: it is found by its marker",
    { tags: ["F04"] },
    async () => {
      muster = await startMuster(await open());
      await muster.slack.trouble({ kind: "drop", method: "chat.postMessage", count: 4 });

      await muster.alert({ alertname: "HighLatency" });
      await muster.settle();

      expect(await muster.slack.calls("conversations.history")).toHaveLength(4);
      await expectOneOfEach();
      await muster.slack.person("ann").press("acknowledge");
      await muster.settle();
      await expectOneOfEach();
      const [page] = await muster.slack.person("ann").pages();
      expect(page?.text).toContain("Acknowledged by Ann");
    },
  );

  it("when besides the conversation with a person could not be opened before", async () => {
    muster = await startMuster(await open());
    await muster.slack.trouble(
      { kind: "500", method: "conversations.open" },
      { kind: "drop", method: "chat.postMessage", count: 4 },
    );

    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    expect(await muster.slack.calls("conversations.open")).toHaveLength(2);
    await expectOneOfEach();
  });

  it(
    "except once for each lost answer when the history may not be read, which is counted",
    { tags: ["F05"] },
    async () => {
      const sandbox = { withoutScopes: HISTORY };
      muster = await startMuster(await open(), { sandbox });
      await muster.slack.trouble({ kind: "drop", method: "chat.postMessage", count: 2 });

      await muster.alert({ alertname: "HighLatency" });
      await muster.settle();

      const counts = [
        (await muster.slack.person("ann").pages()).length,
        (await muster.slack.texts("team-checkout")).length,
        (await muster.slack.texts(CHANNEL)).length,
      ];
      expect(counts.reduce((sum, count) => sum + count)).toBe(1 + 1 + 2 + 2);
      expect(counts[0]).toBeLessThanOrEqual(2);
      expect(counts[1]).toBeLessThanOrEqual(2);
      expect(await muster.slack.calls("conversations.history")).toEqual([]);
      const metrics = await (await fetch(`${muster.url}/metrics`)).text();
      expect(metrics).toContain('muster_slack_ambiguous_total{outcome="not looked up"} 2\n');
    },
  );

  it("in a storm: digests in the channel and for each person, until it has been quiet", async () => {
    const database = await open();
    muster = await startMuster(database, { configuration: UNHURRIED });
    const ann = muster.slack.person("ann");
    // The embedded database is slow enough to make sixty a test of patience.
    const size = database.kind === "postgres" ? 60 : 12;

    await muster.alert(...stormOf(size));
    await muster.settle();
    expect(await muster.slack.texts("team-checkout")).toEqual([
      expect.stringMatching(`^Storm: ${size} new incidents .* ${size} incidents of ${size} still`),
    ]);
    const digests = (await ann.pages()).map(({ text }) => /^(\d+) incidents need you/.exec(text));
    const told = digests.map((found) => Number(found?.[1]));
    expect(told.reduce((sum, count) => sum + count)).toBe(size);
    expect(told.length).toBeLessThanOrEqual(2);
    expect((await rooms()).length).toBeLessThanOrEqual(1);

    const where = { about: "INC-1 ·" };
    const one = await ann.press("acknowledge-one", { ...where, choose: "1" });
    expect(one).toMatch(/^You have INC-1 now\./);
    await muster.settle();
    const shown = /^You took (\d+) incidents\.$/.exec(await ann.press("acknowledge-shown"));
    const left = size - 1 - Number(shown?.[1]);
    await muster.settle();
    expect(await muster.slack.texts("team-checkout")).toEqual([
      expect.stringContaining(` ${left} incidents of ${size} still need`),
    ]);

    await muster.pass({ minutes: 2 });
    expect(await muster.slack.texts("team-checkout")).toEqual([
      expect.stringMatching(`^It brought ${size} incidents; ${size} are still open.`),
    ]);
    expect(await ann.pages()).toHaveLength(told.length);
  }, 240_000);

  it("in a storm: only what somebody works on gets a channel, and the rest when it is over", async () => {
    muster = await startMuster(await open(), { configuration: UNHURRIED });
    await muster.alert(...stormOf(12));
    await muster.settle();

    await muster.slack.person("ann").press("acknowledge-one", { choose: "2" });
    await muster.settle();
    expect(await rooms()).toContain("inc-2-alert01-is-wrong");
    expect((await rooms()).length).toBeLessThanOrEqual(2);

    await muster.slack.person("ann").command("resolve 5");
    await muster.pass({ minutes: 2 });
    const numbers = (await rooms()).map((name) => Number(name.split("-")[1]));
    expect(numbers).toEqual([1, 2, 3, 4]);
  });
});

/** So many incidents at once, of which the first five are worth a channel. */
function stormOf(size: number): readonly { alertname: string; labels: { severity: string } }[] {
  return Array.from({ length: size }, (_, index) => ({
    alertname: `Alert${String(index).padStart(2, "0")}`,
    labels: { severity: index < 5 ? "critical" : "warning" },
  }));
}

async function rooms(): Promise<readonly string[]> {
  const names = (await muster.slack.channels()).map(({ name }) => name);
  return names.filter((name) => name.startsWith("inc-")).toSorted();
}

async function expectOneOfEach(): Promise<void> {
  expect(await muster.slack.person("ann").pages()).toHaveLength(1);
  expect(await muster.slack.texts("team-checkout")).toHaveLength(1);
  const texts = await muster.slack.texts(CHANNEL);
  // Beside welcome and card one message for each change of state, and each of them once.
  expect(texts.filter((text) => !text.startsWith("INC-1: "))).toHaveLength(2);
  expect(new Set(texts).size).toBe(texts.length);
}
