import { afterEach, expect, it } from "vitest";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { wordsOf } from "#test/support/slack-state.ts";

const [FIRST, SECOND] = ["inc-1-highlatency-is-wrong", "inc-2-diskfull-is-wrong"];

withDatabase("an incident that is merged into another one", (open) => {
  let muster: TestMuster;
  afterEach(async () => {
    await muster.stop();
  });

  it("says everywhere where it goes on, and the other one shows the alerts of both", async () => {
    muster = await startMuster(await open());
    const ann = muster.slack.person("ann");
    await fire("HighLatency", "DiskFull");

    expect(await ann.command("merge INC-2 into INC-1")).toMatch(
      /^INC-2 is merged into INC-1, which has the alerts of both now \(2 of 2 firing\)\. Paging Ann/,
    );
    await muster.settle();

    const { id: goesOnIn } = await muster.slack.channel(FIRST);
    const [going, ended] = await cards();
    expect(going).toMatch(/HighLatency[\s\S]*DiskFull/);
    expect(ended).toContain("Merged into INC-1 by Ann");
    expect(ended).toContain(`INC-1 goes on in <#${goesOnIn}>, with the alerts of both.`);
    expect(ended).not.toMatch(/Acknowledge|Resolve|SEV2 pages/);

    const lines = await muster.slack.texts(SECOND);
    expect(lines.filter((text) => text.includes(`goes on in <#${goesOnIn}>`))).toHaveLength(1);
    expect((await muster.slack.channel(SECOND)).topic).toContain("Merged into INC-1 by Ann");

    const page = (await ann.pages()).find(({ text }) => text.includes("INC-2"));
    expect(wordsOf(page?.blocks)).toContain("Merged into INC-1 by Ann");
    expect(JSON.stringify(page?.blocks)).not.toContain('"action_id":"acknowledge"');
  });

  it("names the channel that the other one gets later, because it is worse now", async () => {
    muster = await startMuster(await open());
    await muster.alert({ alertname: "HighLatency", labels: { severity: "warning" } });
    await fire("DiskFull");
    const late = { kind: "429", method: "conversations.create", retry_after: 5 } as const;
    await muster.slack.trouble(late);

    await muster.slack.person("ann").command("merge INC-2 into INC-1");
    await muster.settle();

    const { id } = await muster.slack.channel(FIRST);
    expect((await muster.slack.texts(SECOND)).at(-1)).toContain(`INC-1 goes on in <#${id}>`);
    const leads = expect.stringContaining(`INC-1 goes on in <#${id}>`);
    expect(await cards()).toContainEqual(leads);
  });

  it("sends its later alerts there, also after a restart, and pages nobody for them", async () => {
    muster = await startMuster(await open());
    const ann = muster.slack.person("ann");
    await fire("HighLatency", "DiskFull");
    await ann.command("ack 1");
    await ann.command("merge 2 into 1");
    await muster.settle();
    const pages = (await ann.pages()).length;

    await muster.restart();
    await muster.alert({ alertname: "DiskFull", labels: { instance: "db-2" } });
    await muster.settle();

    expect(await muster.incident(3)).toBeNull();
    const [going] = await cards();
    expect(going).toContain("3 of 3 firing");
    expect(await ann.pages()).toHaveLength(pages);
  });

  it("can be named by its channel", async () => {
    muster = await startMuster(await open());
    const ann = muster.slack.person("ann");
    await fire("HighLatency", "DiskFull");
    const { id } = await muster.slack.channel(SECOND);

    expect(await ann.command("merge INC-1", id)).toMatch(/^INC-2 is merged into INC-1/);
    expect(await ann.command("ack", id)).toMatch(/^INC-2: Merged into INC-1 by Ann/);
  });

  it("is not merged when that makes no sense, and whoever asked is told why", async () => {
    muster = await startMuster(await open());
    const ann = muster.slack.person("ann");
    await fire("HighLatency", "DiskFull");
    await ann.command("resolve 1");

    expect(await ann.command("merge 2")).toMatch(/^Nothing was merged\. Say which incident ends/);
    expect(await ann.command("merge 2 into 9")).toBe("There is no incident INC-9.");
    expect(await ann.command("merge 2 into 1")).toBe(
      "INC-2 was not merged into INC-1: INC-1 is already resolved.",
    );
    expect(await ann.command("merge 2 into 2")).toBe(
      "INC-2 was not merged into INC-2: an incident cannot be merged into itself.",
    );
    expect((await muster.incident(2))?.status).toBe("triggered");
  });

  async function fire(...names: readonly string[]): Promise<void> {
    for (const alertname of names) {
      await muster.alert({ alertname });
      await muster.settle();
    }
  }

  /** What the cards in the team's channel say, in the order of their incidents. */
  async function cards(): Promise<readonly string[]> {
    return (await muster.slack.messages("team-checkout")).map(({ blocks }) => wordsOf(blocks));
  }
});
