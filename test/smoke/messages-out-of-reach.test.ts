import { afterEach, expect, it } from "vitest";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";

withDatabase("a page's message in Slack", (open) => {
  let muster: TestMuster;
  afterEach(async () => {
    await muster.stop();
  });

  it.each([
    "channel_not_found",
    "is_archived",
    "is_inactive",
    "not_in_channel",
    "message_not_found",
    "cant_update_message",
    "edit_window_closed",
  ])("that can be changed no more (%s) is let be, and the log says why once", async (error) => {
    muster = await startMuster(await open());
    const ann = muster.slack.person("ann");
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    const [page] = await ann.pages();

    await muster.slack.trouble({ kind: "error", method: "chat.update", error, count: 1000 });
    await ann.command("ack 1");
    await muster.settle();
    await ann.command("resolve 1");
    await muster.settle();

    const updates = await muster.slack.calls("chat.update");
    expect(updates.filter((call) => call.arguments?.["ts"] === page?.ts)).toHaveLength(1);
    const said = muster.log().filter((line) => line.includes("a page can be changed no more"));
    expect(said).toEqual([expect.stringContaining(error)]);
    const [only, ...others] = await ann.pages();
    expect(only?.ts).toBe(page?.ts);
    const words = others.map(({ text }) => text);
    const told = ["is over", "Write the postmortem"];
    expect(words).toEqual(told.map((part) => expect.stringContaining(part)));
  });
});
