import { afterEach, expect, it } from "vitest";
import { withDatabases } from "#test/support/database.ts";
import { eventually, startMuster, type TestMuster } from "#test/support/muster.ts";

withDatabases("an alert", (open) => {
  let muster: TestMuster;
  afterEach(async () => {
    await muster.stop();
  });

  it("becomes a paged person and an incident channel", async () => {
    muster = await startMuster(await open());

    expect(await muster.alert({ alertname: "HighLatency" })).toBe(200);

    await eventually(async () => {
      const [page] = await muster.slack.directMessages("U00000ANN");
      expect(page?.text).toContain("HighLatency is wrong");
    });
    await eventually(async () => {
      const room = await muster.slack.channel("inc-1-highlatency-is-wrong");
      expect(room.bookmarks.map(({ title }) => title)).toContain("Runbook");
      expect(room.pins).toHaveLength(1);
    });
    const [page] = await muster.slack.directMessages("U00000ANN");
    const dm = (await muster.slack.channels()).find(({ id }) => id.startsWith("D"));
    const answer = await muster.slack.act("click", {
      user: "ann",
      channel: dm?.id,
      ts: page?.ts,
      action_id: "acknowledge",
    });
    expect(answer).toMatchObject({ ok: true });
    await eventually(async () => {
      const [card] = await muster.slack.messages("team-checkout");
      expect(card?.text).toContain("Acknowledged by Ann");
    });
  });
});
