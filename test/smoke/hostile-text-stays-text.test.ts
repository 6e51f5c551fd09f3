import { afterEach, expect, it } from "vitest";
import type { TestAlert } from "#test/support/alerts.ts";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";

const HOSTILE =
  "<!channel> <!here|x> <@U00000BOB> <#C0GENERAL> <!subteam^S1> <https://evil.example|bank> \u202egnp.exe\u2066 *b* &lt;!everyone&gt;";
/** What would call somebody, lead elsewhere or turn the line round. */
const LIVE =
  /<!(?!date\^)|<@|<#C0GENERAL|<https?:\/\/evil|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("hostile text stays text", (open) => {
  it("in every message, topic, bookmark, modal and answer", { tags: ["I33", "I35"] }, async () => {
    const links = [{ title: "Logs", url: "https://logs.example/{labels.instance}" }];
    muster = await startMuster(await open(), { configuration: { links } });
    const ann = muster.slack.person("ann");
    const labels = { instance: HOSTILE, severity: "critical", [HOSTILE]: HOSTILE };
    const annotations = { summary: HOSTILE, description: HOSTILE, runbook_url: HOSTILE };

    await muster.alert({ alertname: HOSTILE, labels, annotations });
    await muster.alert(...["b", "c", "d", "e", "f", "g", "h", "i"].map(another));
    await muster.settle();
    const said = [await ann.command(""), await ann.command("list"), await ann.command("ack")];
    said.push(await ann.command(`ack ${HOSTILE}`), await ann.command(HOSTILE));
    await ann.command(`new ${HOSTILE}`);
    said.push(await ann.submit({ service: "checkout", severity: "SEV1", title: HOSTILE }));
    await ann.command(`resolve 1 ${HOSTILE}`);
    await muster.settle();

    const shown = await everythingShown();
    expect(shown.length).toBeGreaterThan(50);
    expect([...said, ...shown].filter((text) => LIVE.test(text))).toEqual([]);
    expect(shown.some((text) => text.includes("&lt;!channel&gt;"))).toBe(true);
  });
});

function another(name: string): TestAlert {
  return { alertname: `${HOSTILE}${name}`, annotations: { summary: `${HOSTILE}${name}` } };
}

/** All that Slack would parse for mentions and links: every text that is not plain, and every name and topic. */
async function everythingShown(): Promise<readonly string[]> {
  const { channels, views, homes } = await muster.slack.state();
  const written = channels.flatMap(({ messages }) => messages.filter((one) => one.bot_id));
  return [
    ...parsedTexts([written, views, homes]),
    ...channels.flatMap(({ name, topic, bookmarks }) => [
      name,
      topic,
      ...bookmarks.flatMap(({ title, link }) => [title, link]),
    ]),
  ];
}

/** In plain text and rich text nothing is parsed, but there too nothing may turn the line round. */
function parsedTexts(shown: unknown): readonly string[] {
  if (Array.isArray(shown)) return shown.flatMap(parsedTexts);
  if (typeof shown !== "object" || shown === null) return [];
  const isPlain = "type" in shown && (shown.type === "plain_text" || shown.type === "text");
  return Object.entries(shown).flatMap(([key, value]) => {
    if (key !== "text" || typeof value !== "string") return parsedTexts(value);
    return [isPlain ? value.replaceAll("<", "&lt;") : value];
  });
}
