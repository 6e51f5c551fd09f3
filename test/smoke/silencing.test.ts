import { afterEach, beforeEach, expect, it } from "vitest";
import { entryWords } from "#domain/timeline/entry-words.ts";
import { IN_PLAIN } from "#slack/words/mrkdwn.ts";
import { withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { type FakeAlertmanager, startFakeAlertmanager } from "#test/support/fake-alertmanager.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { wordsOf } from "#test/support/slack-state.ts";

const DISK = { alertname: "DiskFull", severity: "critical", cluster: "eu", instance: "db-1" };
const OTHER_DISK = { ...DISK, instance: "db-2" };
const CPU = { alertname: "Cpu", severity: "critical", cluster: "eu" };
const STARTED = new Date(Date.now() - 5 * 60_000).toISOString();

withDatabase("silencing noise from Slack", (open) => {
  let muster: TestMuster;
  let alertmanager: FakeAlertmanager;

  beforeEach(async () => {
    alertmanager = await startFakeAlertmanager(STARTED);
    alertmanager.lists([{ labels: DISK }, { labels: OTHER_DISK }, { labels: CPU }]);
    muster = await startMuster(await open(), { configuration: sources() });
    await muster.alert(alertOf(DISK), alertOf(OTHER_DISK));
    await muster.settle();
  });
  afterEach(async () => {
    await muster.stop();
    await alertmanager.stop();
  });

  it("shows what it hides, keeps it quiet, reminds before the end, and goes on or ends", async () => {
    const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];
    await ann.command("ack 1");
    await ann.command("silence 1 2h noisy <!channel> disk");
    expect(await shown("ann")).toContain("It matches 2 alerts now: DiskFull (2).");

    expect(await ann.submit({ comment: { comment: { value: " " } } })).toContain(
      "Say in a few words",
    );
    expect(await ann.submit({ comment: { comment: { value: "noisy <!channel> disk" } } })).toMatch(
      /^Silenced until .*alertname="DiskFull", cluster="eu"/,
    );
    await bob.command("silence 1 2h me too");
    expect(await shown("bob")).toContain("2 of them are silenced already");
    expect(await bob.submit({})).toContain("these alerts are silenced that long already");
    expect(alertmanager.silences.active()).toMatchObject([
      {
        createdBy: "Ann",
        comment: expect.stringMatching(
          /^noisy <!channel> disk · INC-1 · https?:.*archives.* \[muster /,
        ),
      },
    ]);

    await minutes(1);
    expect(await card()).toContain("0 of 2 firing, 2 muted");
    expect(await card()).toMatch(/Silenced until .* by Ann: noisy &lt;!channel&gt; disk/);
    expect((await muster.incident(1))?.status).toBe("acknowledged");

    await minutes(105);
    expect(await told("ann")).toMatch(
      /A silence of INC-1 ends at .*2 alerts that it hides still fire/,
    );
    await ann.press("act");
    await press("ann", "extend-silence/0");
    expect(await shown("ann")).toContain("Silenced until");
    await muster.settle();
    expect(await told("ann")).toContain("A silence of INC-1 goes on until");

    await bob.command("silence 1");
    await press("bob", "end-silence/0");
    expect(await shown("bob")).toContain("The silence has ended.");
    expect(await lines()).toEqual([
      expect.stringMatching(
        /^Ann silences alertname="DiskFull", cluster="eu" at prod until .*: noisy/,
      ),
      expect.stringMatching(/^The silence holds at prod, until/),
      expect.stringMatching(/^The silence at prod ends at .*2 alerts that it hides still fire\.$/),
      expect.stringMatching(/^Ann extends the silence at prod until/),
      expect.stringMatching(/^The silence holds at prod, until/),
      "Bob wants the silence at prod to end.",
      "Bob ended the silence at prod.",
    ]);
    expect(alertmanager.silences.active()).toEqual([]);
    await muster.settle();
    expect(await card()).not.toContain("Silenced until");
  });

  it("shows the answer, and not the form again when the preview comes late", async () => {
    const ann = muster.slack.person("ann");
    const late = Promise.withResolvers<void>();
    alertmanager.answersMatchesAfter(late.promise);
    await ann.command("silence 1 1h noise");
    expect(await ann.submit({})).toMatch(/^Silenced until/);

    late.resolve();
    await eventually(async () => {
      const updates = (await muster.slack.calls()).filter(
        ({ method }) => method === "views.update",
      );
      expect(JSON.stringify(updates)).toContain("hash_conflict");
    });

    expect(wordsOf((await ann.modal())?.blocks)).toMatch(/^Silenced until/);
  });

  it("warns before it hides what is not of this incident, or nothing", async () => {
    await muster.configure({ ...sources(), routes: { service: "checkout", groupBy: [] } });
    const ann = muster.slack.person("ann");
    const elsewhere = { ...DISK, cluster: "us" };
    alertmanager.lists([{ labels: DISK }, { labels: OTHER_DISK }, { labels: elsewhere }]);
    await muster.alert(alertOf(elsewhere));
    await muster.settle();

    await ann.command("silence 1 1h noise");
    const all = await shown("ann");
    alertmanager.lists([]);
    const [, only = ""] = await choices("ann", "silence-scope");
    await press("ann", "silence-scope", only);

    expect(all).toContain("Some of them are not of this incident:* it hides alerts of INC-2 too");
    await eventually(async () =>
      expect(await shown("ann")).toContain("matches no alert that prod has"),
    );
    expect(await shown("ann")).toContain('instance="db-');
  });

  it("says why it cannot, and what to do", async () => {
    const ann = muster.slack.person("ann");
    alertmanager.lists("nothing");
    await ann.command("silence 1 1h noise");
    expect(await shown("ann")).toContain(
      "What that matches is not known: Alertmanager's API: it answered 502.",
    );
    expect(await ann.submit({})).toMatch(
      /^It is not done yet: .*502.*goes on trying for ten minutes/,
    );
    expect(await ann.command("silence 1 99d noise")).toContain("between a minute and 30 days");
    expect(await ann.command("silence 9 1h noise")).toBe("There is no incident INC-9.");

    alertmanager.lists([{ labels: DISK }]);
    alertmanager.meetsNextChange("refuse");
    await muster.pass({ minutes: 1 });
    expect((await lines()).at(-1)).toMatch(/could not be made: .*it answered 400: bad matcher/);

    await muster.configure({ sources: { prod: { type: "alertmanager" } } });
    expect(await ann.command("silence 1 1h noise")).toContain("Add `sources.prod.api.url`");
    await ann.command("resolve 1");
    expect(await ann.command("silence 1 1h noise")).toContain("it is already resolved");
  });

  it("is seen to end when somebody ends it in Alertmanager, and is not made twice by a lost answer", async () => {
    const ann = muster.slack.person("ann");
    await ann.command("silence 1 1h noise");
    await shown("ann");
    alertmanager.meetsNextChange("break-off");
    await ann.submit({});
    await minutes(1);
    const [silence, ...others] = alertmanager.silences.active();
    expect(others).toEqual([]);

    await ann.command("resolve 1");
    await ann.command("silence 1");
    expect(await shown("ann")).toMatch(/Silenced until .*\nExtend 1 h/);
    alertmanager.silences.expire(silence?.id ?? "");
    await minutes(1);

    expect((await lines()).at(-1)).toBe("Somebody ended the silence at prod itself.");
  });

  function sources(): object {
    return { sources: { prod: { type: "alertmanager", api: { url: alertmanager.url } } } };
  }

  /** One after the other, as it looks at its silences each minute. */
  async function minutes(count: number): Promise<void> {
    alertmanager.silences.pass({ minutes: count });
    await muster.pass({ minutes: count });
    await muster.settle();
  }

  async function card(): Promise<string> {
    const [message] = await muster.slack.messages("team-checkout");
    return wordsOf(message?.blocks);
  }

  /** The form once its source has answered. */
  async function shown(name: string): Promise<string> {
    let words = "";
    await eventually(async () => {
      words = wordsOf((await muster.slack.person(name).modal())?.blocks);
      if (words.includes("Asking ") || words.endsWith("…")) throw new Error("still asking");
    });
    return words;
  }

  async function press(name: string, action: string, value?: string): Promise<void> {
    await shown(name);
    const view = await muster.slack.person(name).modal();
    const before = wordsOf(view?.blocks);
    await muster.slack.act("click", { user: name, view_id: view?.id, action_id: action, value });
    await eventually(async () => {
      if (wordsOf((await muster.slack.person(name).modal())?.blocks) === before)
        throw new Error("nothing came of it");
    });
  }

  async function choices(name: string, field: string): Promise<readonly string[]> {
    const view = JSON.stringify(await muster.slack.person(name).modal());
    const [, options = "[]"] =
      new RegExp(`"action_id":"${field}".*?"options":(\\[.*?\\])`).exec(view) ?? [];
    return [...options.matchAll(/"value":"(\w+)"/g)].map(([, value = ""]) => value);
  }

  async function told(name: string): Promise<string> {
    const messages = await muster.slack.person(name).pages();
    return messages.map(({ text }) => text).findLast((text) => text.includes("A silence of")) ?? "";
  }

  async function lines(): Promise<readonly string[]> {
    const entries = await muster.timeline(1);
    return entries
      .filter(({ event }) => event.kind.startsWith("silence"))
      .map((entry) => entryWords(entry, { ...IN_PLAIN, nameOf: (person) => person }));
  }
});

type Labels = Readonly<Record<string, string>>;

function alertOf(labels: Labels): { alertname: string; labels: Labels } {
  return { alertname: labels["alertname"] ?? "", labels };
}
