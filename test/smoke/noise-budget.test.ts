import { afterEach, expect, it } from "vitest";
import type { IncidentEvent } from "#domain/incident/incident.ts";
import { isNews } from "#slack/views/news.ts";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { isForAll, type Channel, type Message } from "#test/support/slack-state.ts";
import { raise, stormConfiguration } from "#test/support/storm.ts";

const CALL = /<!(?:here|channel|everyone)>|<@[UW][A-Z0-9]+>|<!subteam/u;
const STORM = { groups: 6, alertsInGroup: 10 };
/** What stands in a channel from its beginning: the welcome and the pinned card. */
const STANDING = 2;

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("the noise budget", (open) => {
  it("a channel has one message for each change of state, and nobody is called in it", async () => {
    muster = await startMuster(await open());
    const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];
    await muster.alert({ alertname: "HighLatency", labels: { severity: "warning" } });
    await muster.alert(
      { alertname: "HighLatency", labels: { severity: "warning" } },
      { alertname: "HighLatency", labels: { severity: "critical" } },
    );
    await muster.settle();
    await ann.command("ack 1");
    await muster.settle();
    await ann.command("role 1 scribe me");
    await ann.command("role 1 lead @bob");
    await muster.settle();
    await ann.command("note 1 looked at the dashboard");
    await bob.command("hand-back 1");
    await muster.settle();
    await bob.command("update 1");
    await bob.submit({ known: { known: { value: "Cards fail." } } });
    await muster.settle();
    await ann.command("resolve 1 rolled back");
    await muster.settle();

    const [room] = await rooms();
    const changes = (await muster.timeline(1)).map(({ event }) => event);
    const told = topLevel(room).length - STANDING;
    expect(told).toBeGreaterThan(3);
    expect(told).toBeLessThanOrEqual(changes.filter(isNews).length);
    expect(topLevel(room).filter(({ text }) => CALL.test(text))).toEqual([]);
    expect(topics(room)).toBeLessThanOrEqual(1 + told);
    expect(topLevel(await muster.slack.channel("team-checkout"))).toHaveLength(1);
  });

  it("what changed while Slack was away is told once, in order and together", async () => {
    muster = await startMuster(await open());
    const ann = muster.slack.person("ann");
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    const before = topLevel((await rooms())[0]).length;
    await muster.slack.trouble({ kind: "429", method: "chat.update", retry_after: 30, count: 3 });
    await ann.command("ack 1");
    await ann.command("lead 1 @bob");
    await ann.command("resolve 1 rolled back");
    await muster.settle();

    const news = topLevel((await rooms())[0])
      .slice(before)
      .map(({ text }) => text);
    expect(news.join(" ")).toMatch(/Ann acknowledged.*Ann made Bob lead.*Ann resolved it/);
    expect(news.length).toBeLessThanOrEqual(3);
    await muster.restart();
    await muster.settle();
    expect(topLevel((await rooms())[0])).toHaveLength(before + news.length);
  });

  it("a storm costs each channel no more than its budget", async () => {
    // The postmortem has a message of its own, which comes when there is time.
    const configuration = { ...stormConfiguration({}), postmortems: { severities: [] } };
    muster = await startMuster(await open(), { configuration });
    const ann = muster.slack.person("ann");
    await raise(`${muster.url}/hooks/prod`, STORM);
    await muster.settle();
    await ann.command("ack 1");
    await ann.command("resolve 1 over");
    await muster.settle();

    const home = topLevel(await muster.slack.channel("team-checkout"));
    expect(home.length).toBeLessThanOrEqual(STORM.groups);
    for (const room of await rooms()) {
      const id = Number(/^inc-(?<id>\d+)/u.exec(room.name)?.groups?.["id"]);
      const changes = (await muster.timeline(id)).filter(({ event }) => isChange(event));
      expect(topLevel(room).length).toBeLessThanOrEqual(STANDING + changes.length);
      expect(topLevel(room).filter(({ text }) => CALL.test(text))).toEqual([]);
    }
  });
});

function isChange(event: IncidentEvent): boolean {
  return isNews(event) || event.kind === "merged-into";
}

async function rooms(): Promise<readonly Channel[]> {
  return (await muster.slack.channels()).filter(({ name }) => name.startsWith("inc-"));
}

/** How often Slack said that the topic was changed: once at the beginning, then with the state. */
function topics(channel: Channel | undefined): number {
  const { messages = [] } = channel ?? {};
  return messages.filter(({ subtype }) => subtype === "channel_topic").length;
}

/** What the bot wrote for everybody, but for threads. */
function topLevel(channel: Channel | undefined): readonly Message[] {
  return (channel?.messages ?? []).filter(isForAll).filter(({ thread_ts: thread, ts }) => {
    return thread === undefined || thread === ts;
  });
}
