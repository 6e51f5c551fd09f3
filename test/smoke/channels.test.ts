import { afterEach, expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import { enqueue } from "#store/job/jobs.ts";
import { slackChannelOf } from "#store/slack/slack-channels.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { wordsOf } from "#test/support/slack-state.ts";

const CHANNEL = "inc-1-highlatency-is-wrong";
const TROUBLE = "cannot be kept up to date";

withDatabase("an incident's own channel", (open) => {
  let muster: TestMuster;
  afterEach(async () => {
    await muster.stop();
  });

  it.each([
    ["conversations.setTopic", "too_long"],
    ["conversations.setPurpose", "restricted_action"],
    ["pins.add", "too_many_pins"],
    ["bookmarks.add", "too_many_bookmarks"],
  ])("shows all the rest when Slack refuses one thing: %s", async (method, error) => {
    muster = await startMuster(await open());
    await muster.slack.trouble({ kind: "error", method, error });

    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    const room = await muster.slack.channel(CHANNEL);
    expect(room.members).toEqual(expect.arrayContaining(["U00000ANN", "U00000BOB"]));
    expect(await muster.slack.texts(CHANNEL)).toHaveLength(2);
    expect(wordsOf(await muster.slack.messages("team-checkout"))).not.toContain(TROUBLE);

    await muster.slack.person("ann").command("ack 1");
    await muster.settle();
    const whole = await muster.slack.channel(CHANNEL);
    expect(whole.topic).toContain("Acknowledged");
    expect([whole.pins.length, whole.bookmarks.length]).toEqual([1, 3]);
  });

  it("is complained of on the card while what matters cannot be shown there, and no longer", async () => {
    const database = await open();
    muster = await startMuster(database);
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    const { id } = await muster.slack.channel(CHANNEL);

    await noteTrouble(database);
    await muster.slack.person("ann").command("ack 1", id);
    await muster.settle();

    expect(await slackChannelOf(database.kysely, IncidentId.parse(1))).toMatchObject({
      trouble: null,
    });
    expect(wordsOf(await muster.slack.messages("team-checkout"))).not.toContain(TROUBLE);
  });

  it("is made once, however often it was asked for, and the worst incident's does not wait", async () => {
    const database = await open();
    muster = await startMuster(database, {
      configuration: { slack: { channelsPerMinute: 1 } },
    });
    await muster.alert({ alertname: "First" });
    await muster.settle();
    await muster.down();
    for (let asked = 0; asked < 600; asked += 1) await askForChannel(database, 1);
    await muster.up();

    await muster.alert({ alertname: "HighLatency", labels: { severity: "sev1" } });
    await muster.pass({ minutes: 1 });

    const made = await muster.slack.calls("conversations.create");
    expect(made.map(({ arguments: given }) => given?.["name"])).toEqual([
      "inc-1-first-is-wrong",
      "inc-2-highlatency-is-wrong",
    ]);
    expect(await secondsUntilMade(database, 2)).toBeLessThan(90);
  });

  it("is found again when Slack did not say that it was made", async () => {
    muster = await startMuster(await open());
    await muster.slack.trouble({ kind: "drop", method: "conversations.create" });

    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    const channels = await muster.slack.channels();
    const own = channels.filter(({ name }) => name.startsWith("inc-1"));
    expect(own.map(({ name }) => name)).toEqual([CHANNEL]);
    expect(await muster.slack.texts(CHANNEL)).toHaveLength(2);
  });

  it("is not looked for in the whole workspace when Slack only asked to wait", async () => {
    muster = await startMuster(await open());
    await muster.slack.trouble({ kind: "429", method: "conversations.create", retry_after: 1 });

    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    expect(await muster.slack.texts(CHANNEL)).toHaveLength(2);
    expect(await muster.slack.calls("conversations.list")).toHaveLength(1);
  });
});

async function askForChannel(database: TestDatabase, incident: number): Promise<void> {
  const job = { lane: "create:channels", kind: "create", payload: { incident } };
  await database.transaction((tx) => enqueue(tx, [job]));
}

async function secondsUntilMade({ kysely }: TestDatabase, incident: number): Promise<number> {
  const row = await kysely
    .selectFrom("slack_channel")
    .innerJoin("incident", "incident.id", "slack_channel.incident_id")
    .select(["slack_channel.created_at", "incident.opened_at"])
    .where("incident.id", "=", IncidentId.parse(incident))
    .executeTakeFirstOrThrow();
  return row.created_at?.diff(row.opened_at).as("seconds") ?? Infinity;
}

async function noteTrouble({ kysely }: TestDatabase): Promise<void> {
  const trouble = `The incident's channel ${TROUBLE} (is_archived).`;
  await kysely.updateTable("slack_channel").set({ trouble }).execute();
}
