import { afterAll, expect, it } from "vitest";
import { withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { wordsOf, type View } from "#test/support/slack-state.ts";

const ROOM = "inc-1-highlatency-is-wrong";
const SLACK = { channelsPerMinute: 6000, announceChannel: "#general" };

withDatabase("the postmortem of an incident", (open) => {
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
    muster = await startMuster(await open(), { configuration: { slack: SLACK } });
    const ann = muster.slack.person("ann");
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    await ann.press("acknowledge");
    await ann.command("note INC-1 the cache was cold");
    await muster.pass({ minutes: 12 });

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
    await ann.command("note INC-1 at 5 minutes ago support heard of it");
    await muster.settle();

    const document = await canvas();
    expect(document).toContain("Checkout was slow for");
    expect(document).toContain("support heard of it");
    expect(await found(ROOM, "Postmortem of INC-1")).toHaveLength(1);
  });
});

type Pressable = { readonly action_id?: string; readonly value?: string };

function buttonsIn(shown: unknown): readonly Pressable[] {
  if (Array.isArray(shown)) return shown.flatMap(buttonsIn);
  if (typeof shown !== "object" || shown === null) return [];
  const inner = Object.values(shown).flatMap(buttonsIn);
  return "action_id" in shown && "value" in shown ? [shown as Pressable, ...inner] : inner;
}
