import { describe, expect, it } from "vitest";
import type { Incident } from "#domain/incident/incident.ts";
import { renderCard } from "#slack/views/incident-card.ts";
import { at } from "#test/support/build.ts";
import {
  acknowledged,
  alert,
  exhausted,
  facts,
  merged,
  nameOf,
  onLevelTwo,
  ownChannel,
  page,
  quiet,
  resolved,
  snoozed,
  triggered,
  unpaged,
} from "./facts.ts";
import { HOSTILE } from "./hostile.ts";
import { actionIds, expectSound, parsedText, textOf, values } from "./messages.ts";

const home = { place: "home", own: null, nameOf } as const;

const LINKS = ["runbook", "dashboard"];

describe("the card", () => {
  it.each<[string, Incident, RegExp, readonly string[]]>([
    [
      "triggered",
      triggered(),
      /nobody has it yet/,
      ["act/0", "acknowledge", "resolve", "more", ...LINKS],
    ],
    [
      "acknowledged",
      acknowledged(),
      /Acknowledged by ben, <!date\^1795169040\^\{date_short_pretty\} at \{time\}\|20 Nov 10:04 UTC> \(10:04 UTC\)/,
      ["act/0", "resolve", "more", ...LINKS],
    ],
    [
      "acknowledged by phone",
      { ...acknowledged(), acknowledgedVia: "phone" },
      /Acknowledged by ben \(by phone\), /,
      ["act/0", "resolve", "more", ...LINKS],
    ],
    [
      "snoozed",
      snoozed(),
      /Snoozed; Ana Lima again at .*11:00 UTC/,
      ["act/0", "resolve", "more", ...LINKS],
    ],
    [
      "level two",
      onLevelTwo(),
      /level 2; #team-pay at/,
      ["act/0", "acknowledge", "resolve", "more", ...LINKS],
    ],
    [
      "exhausted",
      exhausted(),
      /Nobody acknowledged, whoever was paged/,
      ["act/0", "acknowledge", "resolve", "more", ...LINKS],
    ],
    [
      "quiet",
      quiet(),
      /All its alerts ended at .*10:10 UTC/,
      ["act/0", "acknowledge", "resolve", "more", ...LINKS],
    ],
    [
      "stale",
      { ...triggered(), staleSince: at("10:04") },
      /Nothing was heard of its alerts since .*10:04 UTC.*They may be over; it stays open/,
      ["act/0", "acknowledge", "resolve", "more", ...LINKS],
    ],
    [
      "unpaged",
      unpaged(),
      /SEV4 pages nobody/,
      ["act/0", "acknowledge", "resolve", "more", ...LINKS],
    ],
    ["resolved", resolved(), /Resolved by ben, .*, after 1 h 4 min/, ["more"]],
    ["merged", merged(), /Merged into INC-7 by ben, [\s\S]*· its alerts count there ·/, []],
  ])("says where a %s incident stands and offers what makes sense", (_, state, words, buttons) => {
    const card = renderCard(facts(state), home);

    expectSound(card);
    expect(textOf(card)).toMatch(words);
    expect(actionIds(card)).toEqual(buttons);
  });

  it("says how bad it is in words, what, for whom and how much of it", () => {
    const card = renderCard(facts(triggered()), home);

    const [first] = card.blocks;
    expect(first).toMatchObject({
      type: "header",
      text: { text: "INC-42 · SEV2 Major · Payments are slow" },
    });
    expect(textOf(card)).toContain("Payments (team Pay) · 3 of 7 firing, 1 muted · since <!date^");
    expect(card.text).toBe(
      "INC-42 · SEV2 Major · Payments are slow. Payments (team Pay), 3 of 7 firing, 1 muted, since 20 Nov 10:00 UTC. Triggered, nobody has it yet. Paging Ana Lima, level 1; Ben Okafor at 20 Nov 10:05 UTC if nobody acknowledges.",
    );
  });

  it("lists the worst alerts with the labels that tell them apart", () => {
    const alerts = [alert("web-1"), alert("web-2", { state: "muted" })];
    const card = renderCard(facts(triggered(), { alerts }), home);

    expect(textOf(card)).toContain("HighLatency\n instance=web-1\n");
    expect(textOf(card)).toContain("HighLatency\n instance=web-2 (muted)\nand 5 more");
    expect(textOf(card)).not.toContain("job=pay");
  });

  it("says of a page that it reached nobody", () => {
    const card = renderCard(facts(triggered(), { pages: [page({ state: "failed" })] }), home);

    expect(textOf(card)).toContain("Paging Ana Lima (could not be reached), level 1;");
  });

  it("asks once more before the end of an incident whose alerts fire", () => {
    const firing = renderCard(facts(triggered()), home);
    const over = renderCard(facts(quiet()), home);
    const worst = renderCard(facts(quiet({ severity: "SEV1" })), home);

    expect(JSON.stringify(firing.blocks)).toContain("3 alerts still firing");
    expect(JSON.stringify(over.blocks)).not.toContain("confirm");
    expect(JSON.stringify(worst.blocks)).toContain("confirm");
  });

  it("carries the incident in every button and choice", () => {
    expect(values(renderCard(facts(triggered()), home))).toEqual([
      "mitigate:42",
      "42",
      "42",
      "mitigated:42",
      "escalate:42:1",
      "snooze:42",
      "hand-back:42",
      "actions:42",
    ]);
  });

  it("leads to the incident's channel from elsewhere, and says why there is none", () => {
    const own = ownChannel();
    const none = ownChannel({
      channel: null,
      trouble: "Slack does not let Muster make a channel.",
    });

    expect(textOf(renderCard(facts(triggered()), { ...home, own }))).toContain("<#C0INCIDENT42>");
    expect(
      textOf(renderCard(facts(triggered()), { ...home, place: "channel", own })),
    ).not.toContain("<#");
    expect(textOf(renderCard(facts(triggered()), { ...home, own: none }))).toContain(
      "Slack does not let Muster make a channel.",
    );
  });

  it("leads to where it goes on once it was merged", () => {
    const there = renderCard(facts(merged()), { ...home, host: "C0INCIDENT07" });
    const without = renderCard(facts(merged()), home);

    expect(textOf(there)).toContain("INC-7 goes on in <#C0INCIDENT07>, with the alerts of both.");
    expect(textOf(without)).toContain("INC-7 goes on in its place, with the alerts of both.");
  });

  it("says that there is no runbook, why, and how to add one", () => {
    const runbook = { kind: "missing", reason: "No runbook is kept for HighLatency." } as const;
    const card = renderCard(facts(triggered(), { runbook, runbookUrl: null }), home);

    expect(textOf(card)).toContain(
      "No runbook is kept for HighLatency. Add one: a file in runbooks/",
    );
    expect(actionIds(card)).not.toContain("runbook");
  });

  it("names the file of a runbook that has no address", () => {
    expect(textOf(renderCard(facts(triggered(), { runbookUrl: null }), home))).toContain(
      "Latency is too high (runbooks/latency.md; set publicUrl in muster.yaml to link to it)",
    );
  });

  it("links to everything else worth opening", () => {
    const webUrl = "https://muster.example/incidents/7";

    expect(textOf(renderCard(facts(triggered(), { webUrl }), home))).toContain(
      "<https://grafana.example/d/abc|Latency> · <https://logs.example/?q=a&amp;b|Logs> · <https://prometheus.example/graph?g0.expr=up|Alert source> · <https://muster.example/incidents/7|In a browser>",
    );
  });

  it("says of an alert that its group is sent without it, and no more", () => {
    const alerts = [alert("web-1", { missingSince: at("10:15") })];

    expect(textOf(renderCard(facts(triggered(), { alerts }), home))).toContain(
      "(not reported since 20 Nov 10:15 UTC: silenced or over)",
    );
  });

  it("notes what was guessed when it was opened", () => {
    const incident = triggered({ notes: ["the label severity means nothing to us"] });

    expect(textOf(renderCard(facts(incident), home))).toContain(
      "Note: the label severity means nothing to us.",
    );
  });

  it("notes how many alerts are missing and what had to be mended", { tags: ["I22"] }, () => {
    const alerts = [alert("web-1", { notes: ["Its start was no time."] })];

    expect(textOf(renderCard(facts(triggered(), { alerts, hiddenAlerts: 2 }), home))).toContain(
      "Note: The sender left out 2 more alerts. Its start was no time.",
    );
  });

  it("shows a label of a megabyte cut", { tags: ["I30"] }, () => {
    const shown = cardOf(alert("web-1", { labels: { instance: "x".repeat(1024 * 1024) } }));

    expect(shown).toMatch(/x{20}…/);
    expect(shown.length).toBeLessThan(3000);
  });

  it("shows the first of 500 labels that differ", { tags: ["I31"] }, () => {
    const alerts = ["a", "b"].map((value) => alert("web-1", { labels: manyLabels(value) }));

    const shown = textOf(renderCard(facts(triggered(), { alerts }), home));

    expect(shown).toContain("label000=b label001=b label002=b");
    expect(shown).not.toContain("label003");
  });

  it("shows marks of formatting as they are written, and never as code", { tags: ["I34"] }, () => {
    const marks = "```*b* _i_ ~s~ `c` > q";
    const card = renderCard(
      facts(triggered({ title: marks }), { alerts: [alert("web-1", { name: marks })] }),
      home,
    );

    expect(textOf(card)).toContain(marks);
    expect(card.text).toContain("'''*b* _i_ ~s~ `c`");
    expect(parsedText(card)).not.toContain("```");
  });

  it("strips what hides text or turns it round, and bounds piled marks", { tags: ["I35"] }, () => {
    const shown = cardOf(alert("web-1", { name: `a\u202Eb\u200Bc${"\u0301".repeat(200)}d` }));

    expect(shown).toContain(`abc${"\u0301".repeat(4)}d`);
  });

  it.each(HOSTILE.map((text) => [text.slice(0, 30), text]))("stays calm with %j", (_, text) => {
    const alerts = ["a", "b", "c", "d", "e", "f"].map((name) =>
      alert(name, {
        name: text,
        notes: [text],
        labels: { [text]: text, instance: `${name}${text}`, pod: `${name}${text}` },
      }),
    );
    const hostile = facts(triggered({ title: text }), {
      alerts,
      runbook: { kind: "missing", reason: text },
      runbookUrl: null,
      dashboard: { title: text, url: text },
      links: [{ title: text, url: "https://ok.example/" }],
    });
    const card = renderCard(
      { ...hostile, dashboard: null },
      { place: "home", own: ownChannel({ trouble: text }), nameOf: () => text },
    );

    expectSound(card);
    expect(parsedText(card)).not.toMatch(/<!(?!date\^)|<@|<(https:\/\/evil|!date\^0)/);
    expect(parsedText(card)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });
});

/** Everything that a card with this alert says. */
function cardOf(one: ReturnType<typeof alert>): string {
  return textOf(renderCard(facts(triggered(), { alerts: [one] }), home));
}

function manyLabels(value: string): Readonly<Record<string, string>> {
  const names = Array.from({ length: 500 }, (_, index) => `label${String(index).padStart(3, "0")}`);
  return Object.fromEntries(names.map((name) => [name, value]));
}
