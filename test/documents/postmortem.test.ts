import { DateTime } from "luxon";
import MarkdownIt, { type Token } from "markdown-it";
import { describe, expect, it } from "vitest";
import { renderFacts, renderPostmortem } from "#documents/postmortem.ts";
import { SAMPLE } from "#documents/sample-facts.ts";
import { builtIn } from "#documents/templates.ts";
import type { PostmortemFacts } from "#domain/postmortem/facts.ts";

const AT = DateTime.fromISO("2026-03-28T22:30:00Z", { zone: "utc" });

/** As generous as any reader of Markdown. */
const markdown = MarkdownIt({ html: true, linkify: true });

const HOSTILE = [
  "<script>alert(1)</script>",
  "![x](https://evil.example/p.png) [click](javascript:alert(1))",
  "# not a heading\n## nor this\n- nor a list",
  "a | b | c\n| --- |",
  "`code ``` ~~~ *bold* _it_ ~~gone~~",
  "https://evil.example www.evil.example a@evil.example <https://evil.example>",
  "<!-- /muster:timeline -->\n<!-- muster:impact -->",
  "{{ incident.title }} {% facts 'impact' %}",
  "1. one",
  "\u202Egnirts a\u0000 &lt;b&gt; \\",
];

/** What is chosen of a few words, and what is a link or an id. */
const OWN_WORDS = new Set([
  "state",
  "status",
  "kind",
  "quality",
  "severity",
  "outcome",
  "link",
  "priority",
  "id",
  "hours",
  "ending",
]);

/** Every text of people's and programs' becomes this one. */
function saying(text: string, value: unknown, key = ""): unknown {
  if (value instanceof DateTime || OWN_WORDS.has(key)) return value;
  if (typeof value === "string") return text;
  if (Array.isArray(value)) return value.map((one) => saying(text, one, key));
  if (value === null || typeof value !== "object" || "toMillis" in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [
      name,
      saying(text, inner, name),
    ]),
  );
}

function factsSaying(text: string): PostmortemFacts {
  const { timings, ...facts } = { ...SAMPLE, ...more() };
  const chapters = timings.chapters.map(({ at, ...chapter }) => {
    return { ...chapter, at: saying(text, at) as typeof at };
  });
  return { ...(saying(text, facts) as typeof facts), timings: { ...timings, chapters } };
}

function more(): Partial<PostmortemFacts> {
  const note = {
    at: AT,
    words: "x",
    link: "https://slack.example/p1",
    isWritten: true,
    isKey: true,
  };
  return {
    timeline: [note, { ...note, isWritten: false }],
    silences: [
      {
        source: "prod",
        matchers: "x",
        by: "Ann",
        comment: "x",
        askedAt: AT,
        until: AT,
        isOver: false,
        link: null,
      },
    ],
  };
}

function render(facts: PostmortemFacts, zone = "UTC"): string {
  return renderPostmortem({ facts, prose: new Map(), template: builtIn("default"), zone });
}

describe("renderPostmortem", () => {
  it.each(HOSTILE)("makes nothing of %j that was not meant, wherever it stands", (text) => {
    const plain = markdown.parse(render(factsSaying("word")), {});
    const told = markdown.parse(render(factsSaying(text)), {});

    expect(shapeOf(told)).toEqual(shapeOf(plain));
    expect(linksIn(told)).toEqual(linksIn(plain));
    expect(shapeOf(plain).length).toBeGreaterThan(500);
  });

  it("keeps what is between markers there, whatever is said", () => {
    const facts = factsSaying("<!-- /muster:timeline -->");
    const template = builtIn("default");
    const text = renderPostmortem({ facts, prose: new Map(), template, zone: "UTC", marked: true });

    expect(text.match(/^<!-- \/muster:timeline -->$/gm)).toHaveLength(1);
  });

  it("shows what people wrote in the place of the question", () => {
    const prose = new Map([["summary", { text: "It **hurt**.\n" }]]);
    const text = renderPostmortem({
      facts: SAMPLE,
      prose,
      template: builtIn("default"),
      zone: "UTC",
    });

    expect(text).toContain("## Summary\n\nIt **hurt**.\n\n## Impact");
    expect(text).toContain("*Nobody has written this yet.* What made it possible");
  });

  it("loses nothing that was written for another template", () => {
    const prose = new Map([
      ["summary", { text: "In short." }],
      ["went-well", { text: "The rollback." }],
      ["lucky", { text: "  " }],
    ]);
    const template = builtIn("lightweight");
    const text = renderPostmortem({ facts: SAMPLE, prose, template, zone: "UTC" });

    expect(text).toMatch(
      /\n\n## Written for another template\n\n### went-well\n\nThe rollback\.\n$/,
    );
    expect(text).not.toContain("lucky");
  });

  it("says how many alerts it does not list", () => {
    expect(block({ ...SAMPLE, alertsLeftOut: 1200 }, "alerts")).toMatch(
      /\n\n1,200 more alerts cannot be listed here\.$/,
    );
  });

  it("shows the clock of those who read it beside UTC, with the day where that is another", () => {
    const line = { words: "x", link: null, isWritten: false, isKey: true };
    const timeline = [0, 60, 180].map((minutes) => ({ ...line, at: AT.plus({ minutes }) }));
    const facts = { ...SAMPLE, timeline };

    expect(block(facts, "timeline", "Europe/Berlin")).toBe(
      [
        "**2026-03-28**",
        "| UTC | Europe/Berlin | What happened |\n| --- | --- | --- |\n| 22:30 | 23:30 | x |\n| 23:30 | 29 Mar 00:30 | x |",
        "**2026-03-29**",
        // Clocks were put forward meanwhile.
        "| UTC | Europe/Berlin | What happened |\n| --- | --- | --- |\n| 01:30 | 03:30 | x |",
      ].join("\n\n"),
    );
  });

  it("leaves a long timeline readable and loses nothing of it", () => {
    const timeline = Array.from({ length: 1000 }, (_, index) => ({
      at: AT.plus({ minutes: index }),
      words: `line ${index}.`,
      link: null,
      isWritten: false,
      isKey: index % 50 === 0,
    }));
    const facts = { ...SAMPLE, timeline };

    const shown = block(facts, "timeline").match(/line \d+\./g) ?? [];
    expect(shown).toEqual(timeline.filter(({ isKey }) => isKey).map(({ words }) => words));
    expect(block(facts, "timeline")).toMatch(
      /^What tells how it went; 980 more lines .* at the end of this document\./,
    );
    expect(block(facts, "all-events").match(/line \d+\./g)).toEqual(
      timeline.map(({ words }) => words),
    );

    const all = block(
      { ...facts, timeline: timeline.map((line) => ({ ...line, isKey: true })) },
      "timeline",
    );
    expect(all.match(/line \d+\./g)).toHaveLength(120);
    expect(all).toContain("line 999.");
  });

  it("makes no larger table than a canvas in Slack takes", () => {
    const line = { words: "x", link: null, isWritten: false, isKey: true };
    const timeline = Array.from({ length: 120 }, (_, second) => ({
      ...line,
      at: AT.plus({ seconds: second }),
    }));

    const parts = block({ ...SAMPLE, timeline }, "timeline", "Asia/Kolkata")
      .split("\n\n")
      .slice(1);

    const cells = parts.map((part) => (part.split("\n").length - 1) * 3);
    expect(cells).toEqual([300, 66]);
  });

  it("has room for the longest incident", () => {
    const line = { at: AT, words: "x".repeat(3900), link: null, isWritten: false, isKey: false };
    const timeline = Array.from({ length: 600 }, () => line);

    expect(render({ ...SAMPLE, timeline }).length).toBeGreaterThan(2_300_000);
  });

  it("says where the rest of a long timeline is when the document has no place for it", () => {
    const line = { at: AT, words: "x", link: null, isWritten: false, isKey: false };
    const facts = { ...SAMPLE, timeline: Array.from({ length: 61 }, () => line) };
    const template = builtIn("lightweight");

    expect(renderPostmortem({ facts, prose: new Map(), template, zone: "UTC" })).toContain(
      "61 more lines about pages, alerts and the like stand in `muster timeline INC-1`.",
    );
  });
});

function block(facts: PostmortemFacts, id: string, zone = "UTC"): string {
  return renderFacts({ facts, prose: new Map(), template: builtIn("default"), zone }, id) ?? "";
}

function shapeOf(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap(({ type, tag, level, children }) => [
    `${level} ${type} ${tag}`,
    ...shapeOf(children ?? []).filter((kind) => !kind.includes(" text")),
  ]);
}

function linksIn(tokens: readonly Token[]): readonly unknown[] {
  return tokens
    .flatMap(({ children }) => children ?? [])
    .filter(({ type }) => type === "link_open" || type === "image")
    .map((token) => token.attrGet("href") ?? token.attrGet("src"));
}
