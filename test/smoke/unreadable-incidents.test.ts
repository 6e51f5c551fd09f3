import { sql } from "kysely";
import { Duration } from "luxon";
import { afterEach, expect, it } from "vitest";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";

const SOON = { timeout: 60_000, interval: 20 } as const;
const CANNOT_BE_READ = "Its details cannot be read by this Muster";

withDatabase("an incident that cannot be read", (open) => {
  let muster: TestMuster;
  afterEach(async () => {
    await muster.stop();
  });

  function complaints(): readonly string[] {
    return muster.log().filter((line) => line.includes('"an incident cannot be read"'));
  }
  async function digest(): Promise<string | undefined> {
    const texts = await muster.slack.texts("team-checkout");
    return texts.find((text) => /^(Storm|It brought)/.test(text));
  }

  it("is shown in bare words in the digest of its storm, which goes on and ends all the same", async () => {
    const database = await open();
    muster = await startMuster(database, { configuration: { slack: { stormAbove: 1 } } });
    await muster.alert(...["A", "B", "C", "D"].map(unpaged));
    await muster.settle();
    const bad = await oneInDigest(database);
    await spoil(database, bad);

    await muster.alert(unpaged("E"));
    await muster.settle();
    expect(await digest()).toMatch(
      new RegExp(
        `^Storm: (\\d) new incidents .* SEV4: \\1\\. Checkout: \\1\\. INC-${bad} SEV4 \\S.*\\. ${CANNOT_BE_READ}`,
      ),
    );

    await muster.pass({ minutes: 3 });
    expect(await digest()).toMatch(
      new RegExp(`^It brought (\\d) incidents; \\1 are still open\\..* INC-${bad} SEV4`),
    );
    expect(complaints()).toHaveLength(1);
  });

  it("keeps a message of several pages from nothing that becomes of the others", async () => {
    const database = await open();
    muster = await startMuster(database, { configuration: { slack: { stormAbove: 1 } } });
    await muster.slack.trouble({ kind: "429", method: "chat.postMessage", retry_after: 60 });
    await muster.alert({ alertname: "A" });
    await expect.poll(() => muster.slack.calls("chat.postMessage"), SOON).not.toEqual([]);
    await muster.alert({ alertname: "B" }, { alertname: "C" });
    await muster.settle();
    const ann = muster.slack.person("ann");
    const standing = (await ann.pages()).find(({ text }) => /need you/.test(text));
    await spoil(database, 3);

    await ann.command("ack 2");
    await muster.settle();

    const edited = (await ann.pages()).find(({ ts }) => ts === standing?.ts);
    expect(edited?.text).toMatch(/^1 of 2 incidents still need somebody/);
    expect(edited?.text).toMatch(/INC-3 SEV\d .* Its details cannot be read/);
  });

  it("gets a card in bare words where it has none, and the next one its card and its channel", async () => {
    const database = await open();
    muster = await startMuster(database);
    await muster.slack.trouble(
      { kind: "429", method: "chat.postMessage", count: 3, retry_after: 60 },
      { kind: "429", method: "conversations.create", count: 1, retry_after: 60 },
    );
    await muster.alert({ alertname: "HighLatency" });
    await expect.poll(() => muster.slack.calls("chat.postMessage"), SOON).not.toHaveLength(0);
    await expect.poll(() => muster.slack.calls("conversations.create"), SOON).toHaveLength(1);
    await spoil(database, 1);

    await muster.alert({ alertname: "DiskFull" });
    await database.clock.advance(Duration.fromObject({ seconds: 61 }));
    await muster.settle();

    const cards = await muster.slack.texts("team-checkout");
    expect(cards.toSorted()).toEqual([
      expect.stringMatching(/^INC-1 SEV\d \S.* \(triggered\)\. Its details cannot be read/),
      expect.stringMatching(/^INC-2 · /),
    ]);
    const channels = (await muster.slack.channels()).map(({ name }) => name);
    expect(channels.filter((name) => name.startsWith("inc-"))).toEqual(["inc-2-diskfull-is-wrong"]);
    expect(complaints()).toHaveLength(1);
  });

  it("keeps the card that stands, and is told of when the open ones are listed", async () => {
    const database = await open();
    muster = await startMuster(database);
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    const standing = await muster.slack.texts("team-checkout");
    await spoil(database, 1);

    await muster.restart();
    await muster.settle();
    expect(await muster.slack.texts("team-checkout")).toEqual(standing);

    const ann = muster.slack.person("ann");
    expect(await ann.command("list")).toContain(CANNOT_BE_READ);
    expect(await ann.command("ack")).toContain(CANNOT_BE_READ);
    expect(complaints()).toHaveLength(1);
  });
});

/** Its state is what no version of Muster writes. */
async function spoil({ kysely }: TestDatabase, id: number): Promise<void> {
  await sql`
    update incident set state = jsonb_set(state, '{status}', '"pondered"') where id = ${id}`.execute(
    kysely,
  );
}

/** The first ones may have cards of their own. */
async function oneInDigest({ kysely }: TestDatabase): Promise<number> {
  const { incident_id: id } = await kysely
    .selectFrom("slack_message_entry")
    .select("incident_id")
    .where("page_id", "is", null)
    .executeTakeFirstOrThrow();
  return id;
}

function unpaged(alertname: string): { alertname: string; labels: { severity: string } } {
  return { alertname, labels: { severity: "info" } };
}
