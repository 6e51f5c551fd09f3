import { Duration } from "luxon";
import { afterEach, expect, it } from "vitest";
import { CONFIGURATION } from "#test/support/acme.ts";
import { withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type MusterOptions, type TestMuster } from "#test/support/muster.ts";

const WITH_FALLBACK = { slack: { ...CONFIGURATION.slack, fallbackChannel: "#fallback" } };
/** Nobody is paged for it and it has no channel of its own: all that is sent is its card. */
const QUIET = { alertname: "DiskFills", labels: { severity: "info" } };

withDatabase("when Slack does not do as it should", (open) => {
  let muster: TestMuster;
  afterEach(async () => {
    await muster.stop();
  });
  async function start(options: MusterOptions = {}): Promise<void> {
    muster = await startMuster(await open(), options);
  }
  async function readiness(): Promise<{ readonly status: number; readonly words: string }> {
    const answer = await fetch(`${muster.url}/readyz`);
    return { status: answer.status, words: await answer.text() };
  }

  it(
    "a card in a channel that is archived meanwhile goes on in the fallback channel",
    { tags: ["F21"] },
    async () => {
      await start({ configuration: WITH_FALLBACK });
      await muster.alert(QUIET);
      await muster.settle();

      await muster.slack.trouble(
        { kind: "error", method: "chat.update", error: "is_archived" },
        { kind: "error", method: "chat.postMessage", error: "is_archived" },
      );
      await muster.slack.person("ann").command("ack 1");
      await muster.settle();
      expect(await muster.slack.texts("fallback")).toEqual([
        expect.stringContaining("Acknowledged by Ann"),
      ]);

      await muster.slack.person("ann").command("resolve 1");
      await muster.settle();
      expect(await muster.slack.texts("fallback")).toEqual([
        expect.stringContaining("Resolved by Ann"),
      ]);
    },
  );

  it.each(["cant_update_message", "edit_window_closed"])(
    "a card that can be changed no more (%s) is posted anew where it stood",
    { tags: ["F24"] },
    async (error) => {
      await start();
      await muster.alert(QUIET);
      await muster.settle();

      await muster.slack.trouble({ kind: "error", method: "chat.update", error });
      await muster.slack.person("ann").command("ack 1");
      await muster.settle();

      expect((await muster.slack.texts("team-checkout")).at(-1)).toContain("Acknowledged by Ann");
      expect(await muster.slack.texts("team-checkout")).toHaveLength(2);
    },
  );

  it.each(["socket", "http"] as const)(
    "readiness says that the token is refused, and that all is well again, in %s mode",
    { tags: ["F52"] },
    async (mode) => {
      await start({ mode });
      await muster.slack.trouble({ kind: "error", error: "token_revoked" });
      await muster.alert(QUIET);

      await eventually(() => expect(muster.log().join("")).toContain("refuses the bot token"));
      await muster.settle();
      expect(await muster.slack.texts("team-checkout")).toHaveLength(1);
      expect(await readiness()).toMatchObject({ status: 200 });

      await muster.slack.trouble({ kind: "error", error: "token_revoked", count: 1000 });
      await muster.alert({ ...QUIET, alertname: "MoreFills" });
      await eventually(async () => {
        expect(await readiness()).toEqual({
          status: 503,
          words: expect.stringContaining("refuses the bot token (token_revoked)"),
        });
      });
    },
  );

  it("readiness says that a page has waited for more than a minute", async () => {
    const database = await open();
    muster = await startMuster(database);
    await muster.slack.trouble({ kind: "500", count: 1000 });
    await muster.alert({ alertname: "HighLatency" });
    await eventually(async () => expect(await muster.incident(1)).not.toBeNull());

    await database.clock.advance(Duration.fromObject({ seconds: 70 }));
    await eventually(async () => {
      expect(await readiness()).toEqual({
        status: 503,
        words: expect.stringContaining("A page has waited for more than a minute"),
      });
    });
  });

  it("a channel that nobody knows is not looked for at every send", async () => {
    const teams = { checkout: { ...CONFIGURATION.teams.checkout, channel: "#nowhere" } };
    await start({ configuration: { ...WITH_FALLBACK, teams } });

    await muster.alert(QUIET);
    await muster.settle();
    await muster.alert({ ...QUIET, alertname: "DiskFull" });
    await muster.settle();

    expect(await muster.slack.texts("fallback")).toHaveLength(2);
    expect(await muster.slack.calls("conversations.list")).toHaveLength(1);
  });
});
