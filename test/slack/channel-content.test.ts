import { describe, expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Runbook } from "#domain/runbook.ts";
import {
  bookmarksOf,
  channelName,
  purposeOf,
  renderWelcome,
  topicOf,
} from "#slack/views/channel-content.ts";
import { acknowledged, facts, merged, nameOf, resolved, triggered } from "./facts.ts";
import { HOSTILE } from "./hostile.ts";
import { expectSound, parsedText, textOf } from "./messages.ts";

const runbook: Runbook = {
  slug: "latency",
  title: "Latency is too high",
  services: [],
  alerts: [],
  owner: "pay",
  reviewed: "2026-11-20",
  body: [
    "- **What it means:** callers wait, see [traffic](traffic.md).",
    "- **First thing:** run `kubectl get pods` <!channel>",
    "",
    "## Check",
    "",
    "- not this",
  ].join("\n"),
};

describe("a channel's name", () => {
  it.each([
    ["Payments are slow", 1, "inc-42-payments-are-slow"],
    ["Payments are slow", 2, "inc-42-payments-are-slow-2"],
    ["Zażółć gęślą jaźń, Łódź & Straße", 1, "inc-42-zazolc-gesla-jazn-lodz-strasse"],
    ["支払いが遅い", 1, "inc-42"],
    ["--- !!! ---", 3, "inc-42-3"],
    ["a ".repeat(100), 1, `inc-42-${"a-".repeat(24)}a`],
  ])("of %j at attempt %i is %s", (title, attempt, name) => {
    expect(channelName("inc", triggered({ title }), attempt)).toBe(name);
  });

  it.each(HOSTILE.map((text) => [text.slice(0, 30), text]))(
    "is one that Slack takes for %j",
    (_, title) => {
      const big = triggered({ id: IncidentId.parse(2 ** 40), title });

      expect(channelName("p".repeat(20), big, 5)).toMatch(/^[a-z0-9-]{1,80}$/);
    },
  );
});

describe("a channel's topic and purpose", () => {
  it("tell the state in one line", () => {
    expect(topicOf(facts(acknowledged()))).toBe(
      "SEV2 Major · Acknowledged by ben, 20 Nov 10:04 UTC · Payments (team Pay) · since 20 Nov 10:00 UTC",
    );
    expect(purposeOf(facts(triggered()))).toBe(
      "Everything about INC-42: Payments are slow. Payments (team Pay).",
    );
  });

  it.each(HOSTILE.map((text) => [text.slice(0, 30), text]))(
    "stay short and calm with %j",
    (_, text) => {
      const by = { kind: "person", slackId: "U1", name: text, person: null } as const;
      const hostile = facts(
        { ...acknowledged({ title: text }), acknowledgedBy: by },
        { team: { id: "pay", name: text, channel: "#x", members: [], report: "off" } },
      );

      for (const line of [topicOf(hostile), purposeOf(hostile)]) {
        expect(line.length).toBeLessThanOrEqual(250);
        expect(line).not.toMatch(/[<>\n]|&(?!(amp|lt|gt);)/);
      }
    },
  );
});

describe("a channel's bookmarks", () => {
  it("lead to the runbook, the dashboard and the alert's source", () => {
    expect(bookmarksOf(facts(triggered()))).toEqual([
      { title: "Runbook", link: "https://muster.example/runbooks/latency", emoji: ":notebook:" },
      { title: "Dashboard", link: "https://grafana.example/d/abc", emoji: ":bar_chart:" },
      {
        title: "Alert source",
        link: "https://prometheus.example/graph?g0.expr=up",
        emoji: ":rotating_light:",
      },
    ]);
  });

  it("leave out what is not known", () => {
    const bare = facts(triggered(), { runbookUrl: null, dashboard: null, sourceUrl: null });

    expect(bookmarksOf(bare)).toEqual([]);
  });
});

describe("a channel's first message", () => {
  it("says what to do first, in the runbook's own words up to its first heading", () => {
    const message = renderWelcome(facts(triggered()), nameOf, runbook);

    expectSound(message);
    expect(textOf(message)).toContain("press Acknowledge on the card");
    expect(textOf(message)).toContain("What it means:\n callers wait, see \ntraffic\n.");
    expect(textOf(message)).toContain("First thing:\n run \nkubectl get pods\n <!channel>");
    expect(textOf(message)).not.toContain("not this");
    expect(parsedText(message)).not.toContain("<!channel>");
  });

  it.each([
    ["triggered", triggered(), /nobody has it yet.* Paging Ana Lima, level 1/],
    ["acknowledged", acknowledged(), /ask ben how you can help\. Then open the runbook/],
    ["resolved", resolved(), /It is over\. Write down here what you saw/],
    ["merged", merged(), /It was merged into INC-7, which goes on in its place\./],
  ])("says who has it when it is %s", (_, state, words) => {
    const message = renderWelcome(facts(state), nameOf);

    expectSound(message);
    expect(textOf(message)).toMatch(words);
  });

  it("does not send people to a runbook that nobody keeps", () => {
    const none = { kind: "missing", reason: "No runbook is kept for HighLatency." } as const;
    const message = renderWelcome(facts(triggered(), { runbook: none, runbookUrl: null }), nameOf);

    expect(textOf(message)).toContain("Then look at what changed in the hour before it began.");
  });

  it.each(HOSTILE.map((text) => [text.slice(0, 30), text]))("stays calm with %j", (_, text) => {
    const message = renderWelcome(facts(triggered({ title: text })), () => text, {
      ...runbook,
      body: `- **${text}** ${text}`,
    });

    expectSound(message);
    expect(parsedText(message)).not.toMatch(/<!(?!date\^)|<@|<(https:\/\/evil|!date\^0)/);
  });
});
