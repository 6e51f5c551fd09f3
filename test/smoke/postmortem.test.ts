import { afterAll, expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { judge } from "#test/support/postmortem.ts";
import { buttonsIn, wordsOf, type View } from "#test/support/slack-state.ts";

const ROOM = "inc-1-highlatency-is-wrong";
const SLACK = { channelsPerMinute: 6000, announceChannel: "#general" };

withDatabase("the postmortem of an incident", (open) => {
  let database: TestDatabase;
  let muster: TestMuster;
  afterAll(async () => {
    await muster.stop();
  });

  async function canvas(): Promise<string> {
    const { canvases } = (await muster.slack.state()) as unknown as {
      readonly canvases: readonly { readonly markdown: string }[];
    };
    return canvases.at(-1)?.markdown ?? "";
  }
  /** What the bot wrote in a channel, of messages that begin so. */
  async function found(channel: string, beginning: string): Promise<readonly string[]> {
    const messages = await muster.slack.messages(channel);
    const those = messages.filter(({ text }) => text.startsWith(beginning));
    return those.map(({ text, blocks }) => `${text}\n${wordsOf(blocks)}`);
  }
  async function postmortemFiles(): Promise<readonly object[]> {
    const { files } = (await muster.slack.state()) as unknown as {
      readonly files: readonly { readonly name: string; readonly created: number }[];
    };
    // What was begun and never shared is no file to anybody.
    return files.filter(({ name, created }) => name === "INC-1-postmortem.md" && created > 0);
  }
  async function top(user: string): Promise<View> {
    const view = await muster.slack.person(user).modal();
    if (view === null) throw new Error(`nothing is open before ${user}`);
    return view;
  }
  /** Somebody presses a button of the modal that is open before them. */
  async function press(user: string, value: string): Promise<void> {
    const view = await top(user);
    const { action_id } = buttonsIn(view).find((one) => one.value === value) ?? {};
    const before = JSON.stringify(view);
    await muster.slack.act("click", { user, view_id: view.id, action_id });
    await eventually(async () => expect(JSON.stringify(await top(user))).not.toBe(before));
  }
  async function untilShown(user: string, words: string): Promise<void> {
    await eventually(async () => expect(wordsOf((await top(user)).blocks)).toContain(words));
  }

  it("holds every fact when the incident is over, in a canvas of its channel", async () => {
    database = await open();
    muster = await startMuster(database, { configuration: { slack: SLACK } });
    const ann = muster.slack.person("ann");
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    await ann.press("acknowledge");
    await ann.command("note INC-1 the cache was cold");
    await muster.pass({ minutes: 12 });

    // Slack makes it, and its answer is lost.
    await muster.slack.trouble({ kind: "drop", method: "conversations.canvases.create" });
    await ann.command("resolve INC-1 warmed the cache");
    await muster.settle();

    const document = await canvas();
    expect(document).toContain("# INC-1: HighLatency is wrong");
    expect(document).toContain("the cache was cold");
    expect(document).toContain("Nobody has written this yet.");
    expect(document).not.toContain("<!--");
    const [message] = await found(ROOM, "Postmortem of INC-1");
    expect(message).toMatch(/Not begun · Ann .*writes it · due .*Required/su);
    expect(message).toContain("the canvas of the channel");
  });

  it("is written section by section, while its facts follow what is on record", async () => {
    const ann = muster.slack.person("ann");
    expect(await ann.command("postmortem INC-1")).toMatch(/Summary\* · not written yet/u);
    await press("ann", "edit:1:summary");
    await ann.submit({ "text-0": "Checkout was slow for *12* minutes <!channel>." });
    await untilShown("ann", "Saved as version 1");
    const locked = {
      kind: "error",
      method: "canvases.edit",
      error: "canvas_editing_locked",
    } as const;
    await muster.slack.trouble({ ...locked, count: 2 });
    await ann.command("note INC-1 at 5 minutes ago support heard of it");
    await muster.settle();

    const document = await canvas();
    expect(document).toContain("Checkout was slow for");
    expect(document).toContain("support heard of it");
    expect(await found(ROOM, "Postmortem of INC-1")).toHaveLength(1);
  });

  it("loses nothing when two people write the same section", async () => {
    const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];
    await bob.command("postmortem INC-1");
    for (const user of ["ann", "bob"]) await press(user, "edit:1:summary");
    await bob.submit({ "text-0": "Nobody could pay." });
    await untilShown("bob", "Saved as version 2");

    await ann.submit({ "text-0": "Orders were late." });
    await untilShown("ann", "Bob saved this section while you wrote");
    const fields = JSON.stringify(await top("ann"));
    expect(fields).toContain("Nobody could pay.");
    expect(fields).toContain("Orders were late.");
    await ann.submit({});
    await untilShown("ann", "Saved as version 3");
    await muster.settle();
    expect(await canvas()).toMatch(/Nobody could pay\.\n\nOrders were late\./u);
  });

  it("is written with another template where people choose one, and keeps their words", async () => {
    const bob = muster.slack.person("bob");
    for (const [template, words] of [
      ["security", "is written with the template security"],
      ["*", "The rules choose the template"],
    ] as const) {
      await bob.command("postmortem INC-1");
      await press("bob", "template:1:");
      await bob.submit({ template });
      await untilShown("bob", words);
      await muster.settle();
      expect((await canvas()).includes("## What was exposed")).toBe(template === "security");
      expect(await canvas()).toContain("Nobody could pay.");
    }
  });

  it("takes no words from those who may not write, and leaves them in their form", async () => {
    await press("ann", "edit:1:lucky");
    await muster.configure({ slack: SLACK, permissions: { postmortem: ["bob"] } });

    const answer = await muster.slack.person("ann").submit({ "text-0": "It was at night." });
    expect(answer).toContain("errors");
    expect(answer).toContain("Bob");
    expect(JSON.stringify(await top("ann"))).toContain('\\"section\\":\\"lucky\\"');
    await muster.configure({ slack: SLACK });
  });

  it("goes on in a file when people write in its canvas, which stays as they left it", async () => {
    const { canvases } = (await muster.slack.state()) as unknown as {
      readonly canvases: readonly { readonly id: string }[];
    };
    const canvas_id = canvases[0]?.id;
    await muster.slack.act("canvas", { user: "eve", canvas_id, text: "Eve was here." });
    await muster.slack.person("bob").command("note INC-1 the cache holds again");
    await muster.slack.trouble({
      kind: "error",
      method: "files.completeUploadExternal",
      error: "fatal_error",
    });
    await muster.settle();

    expect(await canvas()).toContain("Eve was here.");
    expect(await canvas()).not.toContain("the cache holds again");
    const [message] = await found(ROOM, "Postmortem of INC-1");
    expect(message).toContain(
      "It goes on here: people wrote in its canvas, which stays as they left it",
    );
    await muster.slack.person("bob").command("note INC-1 and we went home");
    await muster.settle();
    const files = await postmortemFiles();
    expect(files).toHaveLength(1);
  });

  it("is reviewed, published once, and stays as it was then", async () => {
    const bob = muster.slack.person("bob");
    await bob.command("postmortem INC-1");
    await press("bob", "review:1:");
    await untilShown("bob", "is in review");
    await press("bob", "publish:1:");
    await untilShown("bob", "published, and announced in a moment");
    await muster.settle();

    for (const channel of [ROOM, "general"]) {
      const told = await found(channel, "The postmortem of INC-1 is published");
      expect(told).toHaveLength(1);
      expect(told[0]).toMatch(/Nobody could pay\. Orders were late\./u);
      expect(told[0]).toContain("SEV2 of Checkout; it hurt for");
    }
    const before = (await postmortemFiles()).length;
    await bob.command("note INC-1 said too late");
    await muster.settle();
    expect(await postmortemFiles()).toHaveLength(before);
    expect(await bob.command("postmortems pay service:checkout")).toContain("INC-1");
    expect(await bob.command("postmortems unicorns")).toContain("There is no postmortem");
    const task = (await muster.incident(1))?.tasks.find(({ key }) => key === "postmortem");
    expect(task?.state).toBe("done");
  });

  it("never keeps anybody from ending an incident, or from publishing, when Slack takes no document", async () => {
    const ann = muster.slack.person("ann");
    await muster.slack.trouble(
      { kind: "error", method: "conversations.canvases.create", error: "unknown_method" },
      {
        kind: "error",
        method: "files.getUploadURLExternal",
        error: "storage_limit_reached",
        count: 50,
      },
    );
    await muster.alert({ alertname: "DiskFull" });
    await muster.settle();
    await ann.command("ack INC-2");
    await ann.command("resolve INC-2 deleted logs");
    await muster.settle();

    expect((await muster.incident(2))?.status).toBe("resolved");
    const [message] = await found("inc-2-diskfull-is-wrong", "Postmortem of INC-2");
    expect(message).toContain("Slack shows it nowhere");
    expect(message).toContain("storage_limit_reached");
    expect(message).toContain("muster postmortem INC-2");
  });

  it("is waived with a reason that is kept, and asked for again", async () => {
    const ann = muster.slack.person("ann");
    await ann.command("postmortem INC-2");
    await press("ann", "waive:2:");
    expect(await ann.submit({ reason: " " })).toContain("Say why");
    expect(await ann.submit({ reason: "the same as INC-1" })).toContain(
      "There will be no postmortem",
    );

    const { postmortem, tasks } = (await muster.incident(2)) ?? {};
    expect(postmortem?.waiver?.reason).toBe("the same as INC-1");
    expect(tasks?.find(({ key }) => key === "postmortem")?.state).toBe("dropped");
    await ann.command("postmortem INC-2");
    await press("ann", "take-back:2:");
    await untilShown("ann", "the waiver is taken back");
  });

  it("is decided by whoever led, in one direct message, where the numbers do not say", async () => {
    const ann = muster.slack.person("ann");
    await muster.alert({ alertname: "QueueIsLong" });
    await muster.settle();
    await ann.command("ack INC-3");
    await ann.command("sev INC-3 SEV3 few are hurt");
    await ann.command("resolve INC-3 it was short");
    await muster.settle();
    const id = IncidentId.parse(3);
    await changeIncident(createEngine(database), id, () => judge("undetermined", "No data came."));
    await muster.settle();

    const where = { about: "Is a postmortem worth writing?" };
    await muster.slack.person("ann").press("postmortem/8", where);
    expect(await ann.submit({ reason: "nobody was hurt" })).toContain("There will be no");
    await muster.settle();
    const told = (await ann.pages()).map(({ text }) => text);
    expect(told.filter((text) => text.includes("worth writing"))).toEqual([]);
    expect(told.join("\n")).toMatch(/Postmortem of INC-3 .*Waived by Ann/u);
  });

  it("is asked for by reminders until it is written, and shown as overdue", async () => {
    const ann = muster.slack.person("ann");
    await ann.command("followup INC-2 P0 @bob keep fewer logs by tomorrow 9:00");
    await muster.pass({ days: 5, hours: 1 });
    const direct = (await ann.pages()).map(({ text }) => text).join("\n");
    expect(direct).toMatch(/Your follow-up is due .*INC-2/su);
    expect(await ann.command("postmortems overdue")).toMatch(/INC-2.*DiskFull is wrong.*Ann/su);
    await muster.slack.act("home", { user: "ann" });
    await eventually(async () => {
      expect(wordsOf((await ann.home())?.blocks)).toMatch(
        /Overdue[\s\S]*P0\*\n• \*INC-2\* 2\. keep fewer logs[\s\S]*Postmortems\*\n• \*INC-2\*/u,
      );
    });
  });
});
