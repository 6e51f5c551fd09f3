import { sql } from "kysely";
import { afterEach, expect, it } from "vitest";
import { PEOPLE } from "#test/support/acme.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { storyOf } from "#test/support/story.ts";

const SOON = { timeout: 60_000, interval: 20 } as const;
/** Eve's account is Ann's now. */
const ANN_IS_EVE = {
  ...PEOPLE,
  ann: { name: "Ann", slack: "U00000EVE" },
  eve: { name: "Eve", email: "eve@example.com", admin: true },
};

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("a page", (open) => {
  it("goes to the member whom the configuration names now, not to whom it named before", async () => {
    muster = await startMuster(await open());
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    expect(await muster.configure({ people: ANN_IS_EVE })).toBe(true);
    await muster.alert({ alertname: "DiskFull" });
    await muster.settle();

    expect(await muster.slack.person("ann").pages()).toHaveLength(1);
    expect(await texts("eve")).toEqual([expect.stringContaining("INC-2")]);
  });

  it("whose sending had an unclear end goes to the new member, too", async () => {
    muster = await startMuster(await open());
    await muster.slack.trouble({ kind: "500", method: "chat.postMessage", count: 3 });
    await muster.alert({ alertname: "HighLatency" });
    await posts(3);

    expect(await muster.configure({ people: ANN_IS_EVE })).toBe(true);
    await muster.settle();

    expect(await texts("ann")).toEqual([]);
    expect(await texts("eve")).toEqual([expect.stringContaining("INC-1")]);
  });

  it("comes once for an incident, however many steps passed while Slack was away", async () => {
    const database = await open();
    muster = await startMuster(database, {
      configuration: {
        policies: {
          checkout: { levels: [{ notify: [{ person: "ann" }] }], repeat: { times: 2 } },
        },
        slack: { channelsPerMinute: 6000, stormAbove: 1 },
      },
    });
    await slackRests(660);
    await muster.alert({ alertname: "HighLatency" });
    await posts(3);
    for (const count of [2, 3]) {
      await muster.push({ minutes: 5 });
      await expect.poll(() => pagesMade(database), SOON).toBe(count);
    }

    await muster.settle();

    expect(await texts("ann")).toEqual([expect.stringMatching(/INC-1 [\s\S]*Why Ann/)]);
    const story = storyOf(await muster.timeline(1));
    expect(story.filter((line) => /page-(sent|dropped)/.test(line))).toEqual([
      "muster: page-dropped, ann, a newer page says the same",
      "muster: page-dropped, ann, a newer page says the same",
      "muster: page-sent, ann",
    ]);
  });

  it("goes out in bare words when its incident cannot be read, and holds up no other", async () => {
    const database = await open();
    muster = await startMuster(database);
    await slackRests(60);
    await muster.alert({ alertname: "HighLatency" });
    await posts(3);
    await sql`update incident set state = jsonb_set(state, '{status}', '"pondered"')`.execute(
      database.kysely,
    );

    await muster.alert({ alertname: "DiskFull" });
    await expect.poll(() => pagesMade(database), SOON).toBe(2);
    await muster.push({ seconds: 61 });

    await expect.poll(async () => (await texts("ann")).length, SOON).toBe(2);
    expect((await texts("ann")).toSorted()).toEqual([
      expect.stringMatching(/^INC-1 needs you: SEV\d \S/),
      expect.stringMatching(/INC-2 [\s\S]*Why Ann/),
    ]);
  });

  it("is sent again when it may have been lost and Slack refuses to show the history", async () => {
    muster = await startMuster(await open());
    await muster.slack.trouble(
      { kind: "drop", method: "chat.postMessage", count: 4 },
      { kind: "error", method: "conversations.history", error: "missing_scope", count: 4 },
    );

    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    expect(storyOf(await muster.timeline(1)).at(-1)).toBe("muster: page-sent, ann");
    expect((await texts("ann")).length).toBeGreaterThan(1);
  });
});

/** The page, the card and the channel's first message are each told to come back later. */
async function slackRests(seconds: number): Promise<void> {
  const method = "chat.postMessage";
  await muster.slack.trouble({ kind: "429", method, count: 3, retry_after: seconds });
}

async function posts(count: number): Promise<void> {
  await expect.poll(() => muster.slack.calls("chat.postMessage"), SOON).toHaveLength(count);
}

async function texts(person: string): Promise<readonly string[]> {
  return (await muster.slack.person(person).pages()).map(({ text }) => text);
}

async function pagesMade(database: TestDatabase): Promise<number> {
  return (await database.kysely.selectFrom("page").select("id").execute()).length;
}
