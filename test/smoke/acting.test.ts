import { sql } from "kysely";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { withDatabases } from "#test/support/database.ts";
import { eventually, startMuster, type TestMuster } from "#test/support/muster.ts";

const EPHEMERAL = z.looseObject({
  ts: z.string(),
  text: z.string(),
  ephemeral_to: z.string().optional(),
});
const VIEWS = z.looseObject({
  views: z.record(z.string(), z.array(z.looseObject({ id: z.string() }))),
  homes: z.record(z.string(), z.looseObject({ id: z.string() })),
});

withDatabases("people in Slack", (open) => {
  let muster: TestMuster;
  afterEach(async () => {
    await muster.stop();
  });

  describe.each(["socket", "http"] as const)("in %s mode", (mode) => {
    async function start(): Promise<void> {
      muster = await startMuster(await open(), { mode, sandbox: { manifest: "manifest.yml" } });
      await eventually(async () => {
        const ready = await fetch(`${muster.url}/readyz`);
        expect(ready.status).toBe(200);
      });
    }

    it("take, pass on and end an incident, each told alone what came of it", async () => {
      await start();
      await alertOnce();

      await type("ann", "ack");
      await told("U00000ANN", "You have INC-1 now. Nobody else is paged for it any more.");
      await type("bob", "ack 1");
      await told("U00000BOB", /<@U00000ANN> has INC-1 since/);
      await type("ann", "ack inc-1");
      await told("U00000ANN", /^You already have INC-1 since/);
      await type("bob", "escalate");
      await told("U00000BOB", /^INC-1 is escalated\. Paging Bob, level 2;/);
      await press("bob", { action_id: "more", selected_option: { value: "snooze:1" } });
      await told("U00000BOB", /^INC-1 is snoozed until/);
      await press("bob", { action_id: "more", selected_option: { value: "hand-back:1" } });
      await told("U00000BOB", /^You handed INC-1 back\. Paging Ann/);
      await type("ann", "resolve");
      await told("U00000ANN", "Which incident do you want to resolve?");
      const question = await lastTold("U00000ANN");
      await act("click", {
        user: "ann",
        channel: "team-checkout",
        ts: question?.ts,
        action_id: "choose-incident",
        selected_option: { value: "resolve:1" },
      });
      await told("U00000ANN", /^INC-1 is resolved after .* 1 alert still firing/);
      await eventually(async () => {
        const [card] = await muster.slack.messages("team-checkout");
        expect(card?.text).toContain("Resolved by Ann");
      });
      await type("bob", "ack 1");
      await told("U00000BOB", /^INC-1: Resolved by Ann/);
      await type("bob", "ack 77");
      await told("U00000BOB", "There is no incident INC-77.");
    });

    it("take all that a list shows, and hear which were taken before", async () => {
      await start();
      await alertOnce();
      await muster.alert({ alertname: "HighErrors" });
      await muster.alert({ alertname: "LowDisk" });
      await eventually(async () => {
        expect(await muster.slack.messages("team-checkout")).toHaveLength(3);
      });

      await type("bob", "list");
      await told("U00000BOB", "3 incidents open; nobody has 3 of them yet.");
      await type("ann", "ack 2");
      await told("U00000ANN", /^You have INC-2 now/);
      const list = await lastTold("U00000BOB");
      const pressed = { channel: "team-checkout", ts: list?.ts, action_id: "acknowledge-shown" };
      expect(await act("click", { user: "bob", ...pressed })).toMatchObject({ ok: true });
      await told("U00000BOB", /^You took 2 incidents\. <@U00000ANN> has INC-2 since/);
    });

    it("declare an incident in a form that says what is missing", async () => {
      await start();

      await type("bob", "new Payments fail");
      const id = await eventuallyView("U00000BOB");
      const empty = await act("submit", {
        user: "bob",
        view_id: id,
        values: {
          service: { service: "checkout" },
          severity: { severity: "SEV2" },
          title: { title: "\u202e" },
        },
      });
      expect(JSON.stringify(empty)).toContain("Say in a few words what is wrong.");
      await act("submit", {
        user: "bob",
        view_id: id,
        values: {
          service: { service: "checkout" },
          severity: { severity: "SEV2" },
          title: { title: "Payments fail" },
        },
      });
      await eventually(async () => {
        const { views } = VIEWS.parse(await muster.slack.state());
        expect(JSON.stringify(views["U00000BOB"])).toContain(
          "INC-1 is open. The policy's first level is paged.",
        );
        const [page] = await muster.slack.directMessages("U00000ANN");
        expect(page?.text).toContain("Payments fail");
      });
    });

    it("see in App Home what is open, and take it there", async () => {
      await start();
      await alertOnce();

      await act("home", { user: "bob" });
      const home = await eventuallyHome("U00000BOB");
      await act("click", {
        user: "bob",
        view_id: home,
        action_id: "acknowledge-one",
        selected_option: { value: "1" },
      });
      await eventually(async () => {
        const { homes } = VIEWS.parse(await muster.slack.state());
        expect(JSON.stringify(homes["U00000BOB"])).toContain("You have INC-1 now.");
      });
    });

    it("are refused when they are guests or strangers, and told who can", async () => {
      await start();
      await alertOnce();
      const refused = "Nothing was done: only full members of this workspace can do that, and you";

      for (const invited of ["guest", "stranger"]) {
        await act("invite", { user: "ann", channel: "team-checkout", invited });
      }
      await type("guest", "ack");
      await told("U000GUEST", `${refused} are a guest. Ask one of them, such as Eve.`);
      await press("stranger", { action_id: "acknowledge" });
      await told(
        "U0STRANGE",
        `${refused} belong to another workspace. Ask one of them, such as Eve.`,
      );

      const [card] = await muster.slack.messages("team-checkout");
      expect(card?.text).toContain("nobody has it yet");
    });
  });

  it("are told that nothing could be recorded while the database is out of order", async () => {
    const database = await open();
    muster = await startMuster(database, { sandbox: { manifest: "manifest.yml" } });
    await alertOnce();

    await sql`alter table incident rename to mislaid`.execute(database.kysely);
    await type("ann", "ack 1");
    await told("U00000ANN", /^Muster could not record that\. Please try again in a moment/);
    await sql`alter table mislaid rename to incident`.execute(database.kysely);
    expect(await type("ann", "ack 1")).toMatchObject({ ok: true });
    await told("U00000ANN", /^You have INC-1 now\./);
  });

  it("are heard again at once after Slack ends the connection, and after it held events back", async () => {
    muster = await startMuster(await open(), { sandbox: { manifest: "manifest.yml" } });
    await alertOnce();

    await act("event", { event: { type: "app_rate_limited" } });
    await eventually(() => expect(muster.log().join("")).toContain("Slack holds events back"));
    await act("faults", { kind: "500", method: "apps.connections.open", count: 2 });
    await act("faults", { kind: "disconnect", count: 1 });
    await eventually(() => {
      expect(muster.log().filter((line) => line.includes("connected to Slack"))).toHaveLength(2);
    });

    await type("ann", "ack");
    await told("U00000ANN", /^You have INC-1 now\./);
  });

  async function alertOnce(): Promise<void> {
    await muster.alert({ alertname: "HighLatency" });
    await eventually(async () => {
      expect(await muster.slack.messages("team-checkout")).toHaveLength(1);
      expect(await muster.slack.directMessages("U00000ANN")).toHaveLength(1);
    });
  }

  async function act(what: string, body: object): Promise<unknown> {
    return await muster.slack.act(what, body);
  }

  async function type(user: string, text: string): Promise<unknown> {
    const where = { channel: "team-checkout", command: "/incident" };
    return await act("command", { user, text, ...where });
  }

  async function press(user: string, what: object): Promise<void> {
    const [card] = (await muster.slack.channel("team-checkout")).messages.filter(({ text }) =>
      text.startsWith("INC-1"),
    );
    const channel = "team-checkout";
    expect(await act("click", { user, channel, ts: card?.ts, ...what })).toMatchObject({
      ok: true,
    });
  }

  async function lastTold(user: string): Promise<z.infer<typeof EPHEMERAL> | undefined> {
    const channels = await muster.slack.channels();
    return channels
      .flatMap(({ messages }) => messages.map((message) => EPHEMERAL.parse(message)))
      .filter((message) => message.ephemeral_to === user)
      .toSorted((a, b) => Number(a.ts) - Number(b.ts))
      .at(-1);
  }

  async function told(user: string, words: string | RegExp): Promise<void> {
    await eventually(async () => {
      expect((await lastTold(user))?.text ?? "").toMatch(words);
    });
  }

  async function eventuallyView(user: string): Promise<string> {
    let id = "";
    await eventually(async () => {
      const { views } = VIEWS.parse(await muster.slack.state());
      id = views[user]?.[0]?.id ?? "";
      expect(id).not.toBe("");
    });
    return id;
  }

  async function eventuallyHome(user: string): Promise<string> {
    let id = "";
    await eventually(async () => {
      const { homes } = VIEWS.parse(await muster.slack.state());
      id = homes[user]?.id ?? "";
      expect(id).not.toBe("");
    });
    return id;
  }
});
