import { afterEach, describe, expect, it } from "vitest";
import { withDatabases } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { wordsOf } from "#test/support/slack-state.ts";

const CHANNEL = "inc-1-highlatency-is-wrong";

// Each mode with one of the databases: neither knows of the other.
withDatabases("every day", (open, kind) => {
  const mode = kind === "pglite" ? "http" : "socket";
  let muster: TestMuster;
  afterEach(async () => {
    await muster.stop();
  });

  describe(`in ${mode} mode`, () => {
    it("an alert becomes a paged person, a card and an incident channel", async () => {
      muster = await startMuster(await open(), { mode });

      expect(await muster.alert({ alertname: "HighLatency" })).toBe(200);
      await muster.settle();

      const [page, ...more] = await muster.slack.person("ann").pages();
      expect(page?.text).toMatch(/^INC-1 · SEV2 Major · HighLatency is wrong\. Checkout/);
      expect(more).toEqual([]);
      expect(await muster.slack.texts("team-checkout")).toEqual([
        expect.stringContaining("Paging Ann, level 1; Bob at"),
      ]);
      const room = await muster.slack.channel(CHANNEL);
      expect(room.topic).toMatch(/^SEV2 Major · Triggered, nobody has it yet · Checkout/);
      expect(room.members).toEqual(expect.arrayContaining(["U00000ANN", "U00000BOB"]));
      const titles = room.bookmarks.map(({ title }) => title);
      expect(titles).toEqual(["Runbook", "Dashboard", "Alert source"]);
      const [welcome, card, ...others] = await muster.slack.messages(CHANNEL);
      expect(welcome?.text).toContain("What to do first: press Acknowledge on the card");
      expect(room.pins).toEqual([card?.ts]);
      expect(others).toEqual([]);
    });

    it("people acknowledge by a button and by a command, escalate and resolve", async () => {
      muster = await startMuster(await open(), { mode });
      const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];
      await muster.alert({ alertname: "HighLatency" });
      await muster.settle();

      expect(await ann.press("acknowledge")).toMatch(/^You have INC-1 now\./);
      await muster.settle();
      expect(await muster.slack.texts("team-checkout")).toEqual([
        expect.stringContaining("Acknowledged by Ann"),
      ]);
      expect(wordsOf(await ann.pages())).not.toContain("Acknowledge INC-1");

      const escalated = await ann.press("more", { in: "team-checkout", choose: "escalate:1:1" });
      expect(escalated).toMatch(/^INC-1 is escalated\. Paging Bob, level 2/);
      await muster.settle();
      expect(await bob.pages()).toHaveLength(1);

      expect(await bob.command("ack", CHANNEL)).toMatch(/^You have INC-1 now\./);
      expect(await bob.command("resolve 1 rolled back")).toMatch(/^INC-1 is resolved after/);
      await muster.pass({ hours: 1 });
      expect(await muster.slack.texts("team-checkout")).toEqual([
        expect.stringContaining("Resolved by Bob"),
      ]);
      expect((await muster.slack.channel(CHANNEL)).topic).toContain("Resolved by Bob");
      expect([await ann.pages(), await bob.pages()].map(({ length }) => length)).toEqual([2, 2]);
      expect((await bob.pages()).at(-1)?.text).toContain("Was it worth waking somebody?");
      // Every SEV2 gets one, and Ann led it.
      expect((await ann.pages()).at(-1)?.text).toContain("Write the postmortem");
    });

    it("an incident closes when its alert has ended and it stays quiet", async () => {
      muster = await startMuster(await open(), { mode });
      await muster.alert({ alertname: "HighLatency" });
      await muster.settle();
      await muster.slack.person("ann").command("ack 1");

      await muster.alert({ alertname: "HighLatency", resolved: true });
      await muster.pass({ minutes: 4 });
      expect(await muster.slack.texts("team-checkout")).toEqual([
        expect.stringContaining("0 of 1 firing"),
      ]);
      expect(await muster.slack.texts("team-checkout")).toEqual([
        expect.stringContaining("Acknowledged by Ann"),
      ]);

      await muster.pass({ minutes: 1 });
      expect(await muster.slack.texts("team-checkout")).toEqual([
        expect.stringContaining("Resolved by Muster"),
      ]);
    });

    it("the command offers a menu, a list and help", async () => {
      muster = await startMuster(await open(), { mode });
      const ann = muster.slack.person("ann");
      expect(await ann.command("")).toBe("No incident is open.");
      await muster.alert({ alertname: "HighLatency" });
      await muster.settle();

      expect(await ann.command("", CHANNEL)).toContain("*INC-1* HighLatency is wrong: Triggered");
      expect(await ann.press("list", { in: CHANNEL })).toContain("1 incident open");
      expect(await ann.press("acknowledge-one", { in: CHANNEL, choose: "1" })).toMatch(/^You have/);
      expect(await ann.command("list")).toBe("1 incident open; somebody has it.");
      expect(await ann.command("help")).toContain("`/incident ack INC-12` takes an incident");
      expect(await ann.command("lst")).toContain("Did you mean `/incident list`?");
      expect(await ann.command("ack 7")).toBe("There is no incident INC-7.");
    });

    it("the command asks which incident when there are several", async () => {
      muster = await startMuster(await open(), { mode });
      const ann = muster.slack.person("ann");
      await muster.alert({ alertname: "HighLatency" });
      await muster.alert({ alertname: "TooManyErrors" });
      await muster.settle();

      expect(await ann.command("ack")).toBe("Acknowledge: which incident do you mean?");
      const chosen = { in: "general", choose: "acknowledge:2" };
      expect(await ann.press("choose-incident", chosen)).toMatch(/^You have INC-2 now\./);
      expect((await muster.incident(1))?.status).toBe("triggered");
    });

    it("a person declares an incident in a form that says what is missing", async () => {
      muster = await startMuster(await open(), { mode });
      const bob = muster.slack.person("bob");

      expect(await bob.command("new Payments fail")).toContain("What is wrong");
      const form = { service: "checkout", severity: "SEV1", title: "\u200b" };
      expect(await bob.submit(form)).toContain("Say in a few words what is wrong.");
      expect(await muster.incident(1)).toBeNull();
      expect(await bob.submit({ title: "Payments fail" })).toContain("INC-1 is open.");

      await muster.settle();
      expect(await muster.slack.texts("team-checkout")).toEqual([
        expect.stringContaining("Payments fail"),
      ]);
      expect(await muster.slack.person("ann").pages()).toHaveLength(1);
      expect((await muster.slack.channel("inc-1-payments-fail")).members).toContain("U00000BOB");
    });
  });
});
