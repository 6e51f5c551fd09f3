import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markdownHtml } from "#sandbox/page/text/markdown-html.ts";
import type { MrkdwnNode } from "#sandbox/page/text/mrkdwn-node.ts";
import { parseMrkdwn } from "#sandbox/page/text/parse-mrkdwn.ts";
import { splitEmoji } from "#sandbox/page/text/split-emoji.ts";
import { runs } from "#test/support/property-runs.ts";

const SCRAPS = [
  ...Array.from("*_~`<>|&;:!@#^ \n.()[]{}/ax1"),
  "```",
  "&lt;",
  "&gt;",
  "&amp;",
  "&amp;lt;",
  "<!channel>",
  "<@U1|",
  "<!date^1^{ago}^",
  "<https://e.com|",
  "https://e.com/",
  "javascript:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "mailto:a@e.com",
  "www.e.com",
  ":tada:",
  "::skin-tone-2:",
  "\u202E",
  "\u200B",
  "🚨",
];

const anyText = fc.array(fc.constantFrom(...SCRAPS), { maxLength: 40 }).map((all) => all.join(""));

describe("any text", () => {
  it("is read without complaint and never becomes a link to a script", () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, verbatim) => {
        for (const address of addresses(parseMrkdwn(text, verbatim))) {
          expect(address).toMatch(/^(?:https?:\/\/|mailto:)/i);
        }
      }),
      runs(2000),
    );
  });

  it("mentions nobody once it is escaped", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const kinds = everyNode(parseMrkdwn(escaped(text), true)).map(({ kind }) => kind);
        for (const kind of ["user", "channel", "usergroup", "broadcast", "date", "link"] as const) {
          expect(kinds).not.toContain(kind);
        }
      }),
      runs(2000),
    );
  });

  it("is shown as it is when it has no markup", () => {
    const unmarked = fc.string({
      unit: fc.constantFrom(...Array.from("ab1 .,;!?()[]{}#|'\"/\\-+=^%$\n\u202Eé日🚨")),
    });
    fc.assert(
      fc.property(unmarked, (text) => {
        expect(words(parseMrkdwn(text))).toBe(text);
      }),
      runs(100),
    );
  });

  it("loses no letter to markup", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from("*_~`ab .\n")) }), (text) => {
        expect(letters(words(parseMrkdwn(text)))).toBe(letters(text));
      }),
      runs(100),
    );
  });

  it("as Markdown holds no tag and no address but those of Markdown's own", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const html = markdownHtml(text);
        expect(html).not.toMatch(/<(?:script|img|style|iframe|svg|input)|\sstyle=|\son\w+=/i);
        for (const [, address] of html.matchAll(/href="([^"]*)"/g)) {
          expect(address).toMatch(/^(?:https?:\/\/|mailto:)/i);
        }
      }),
      runs(100),
    );
  });
});

describe("a long text", () => {
  // At this length anything slower than linear would run into the time limit.
  const LENGTH = 100_000;

  it.each([
    "*",
    "*a",
    "*a ",
    " *a*b",
    "*_",
    "*a _b ~c ",
    "*a *a x~ ",
    "a_",
    "`",
    "` ",
    "```",
    "```a",
    "<",
    "<a",
    "<@U1",
    ">\n",
    "&gt;\na\n",
    "&amp;",
    ":a",
    ":tada:",
    " *:tada:",
    "a@",
    "a.",
    "a_b",
    "https://",
    "https://e.com(",
    "https://e.com/(a",
    "https://e.com/...",
    "((",
    "\n",
    "\n```x```",
  ])("of many %j is read in time", (scrap) => {
    const text = scrap.repeat(LENGTH / scrap.length);

    expect(parseMrkdwn(text).length).toBeGreaterThan(0);
    expect(splitEmoji(text).length).toBeGreaterThan(0);
  });
});

function everyNode(nodes: readonly MrkdwnNode[]): readonly MrkdwnNode[] {
  return nodes.flatMap((node) => ("nodes" in node ? [node, ...everyNode(node.nodes)] : [node]));
}

function addresses(nodes: readonly MrkdwnNode[]): readonly string[] {
  return everyNode(nodes).flatMap((node) => {
    if (node.kind === "link") return [node.href];
    return node.kind === "date" && node.link !== undefined ? [node.link] : [];
  });
}

function words(nodes: readonly MrkdwnNode[]): string {
  return everyNode(nodes)
    .map((node) => ("text" in node ? node.text : ""))
    .join("");
}

function letters(text: string): string {
  return text.replaceAll(/[^ab]/g, "");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
