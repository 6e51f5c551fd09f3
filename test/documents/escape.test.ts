import * as fc from "fast-check";
import MarkdownIt, { type Token } from "markdown-it";
import { describe, expect, it } from "vitest";
import { escaped, linked } from "#documents/escape.ts";
import { oneLine } from "#domain/text.ts";
import { runs } from "#test/support/property-runs.ts";

/** As generous as any reader of Markdown: tags count, and addresses become links by themselves. */
const markdown = MarkdownIt({ html: true, linkify: true });

const PLAIN = new Set(["text", "text_special"]);

/** Letters that mean something, and words made of them. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...String.raw`\`*_{}[]()<>#|~!$&^-+=.:/@1"'`.split("")),
      fc.constantFrom(
        "http://a.example",
        "www.a.example",
        "a@b.example",
        "![x](y)",
        "<!-- muster:timeline -->",
      ),
      fc.constantFrom("&lt;", "```", "---", "===", "1. ", "- ", "a", " ", "\n", "\t", "é"),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

const PLACES = [
  ["a paragraph", (text: string) => `before ${text} after`],
  ["a line of its own", (text: string) => text],
  ["below a paragraph", (text: string) => `before\n${text}`],
  ["a list", (text: string) => `- ${text}`],
  ["a heading", (text: string) => `# ${text}`],
  ["bold", (text: string) => `**Title:** ${text}`],
  ["a cell", (text: string) => `| a | b |\n| --- | --- |\n| ${text} | end |`],
] as const;

describe("escaped", () => {
  it.each(PLACES)("shows just these characters in %s", (_, place) => {
    fc.assert(
      fc.property(hostile, (text) => {
        const tokens = markdown.parse(place(escaped(text)), {});
        const other = markdown.parse(place("word"), {});
        const shown = oneLine(text, 2000);
        fc.pre(shown !== "");

        expect(
          inline(tokens)
            .filter(({ type }) => !PLAIN.has(type))
            .map(({ type }) => type),
        ).toEqual(
          inline(other)
            .filter(({ type }) => !PLAIN.has(type))
            .map(({ type }) => type),
        );
        expect(tokens.map(({ type }) => type)).toEqual(other.map(({ type }) => type));
        expect(words(tokens)).toBe(words(other).replace("word", () => shown));
      }),
      runs(300),
    );
  });
});

describe("linked", () => {
  it.each([
    ["https://a.example/x?y=1", "https://a.example/x?y=1"],
    [
      "https://a.example/<b>|(c)`d`*_[e]",
      "https://a.example/%3Cb%3E%7C%28c%29%60d%60%2A%5F%5Be%5D",
    ],
    ["https://a.example/?a=1&lt;&b=2", "https://a.example/?a=1&lt;&b=2"],
    ["https://a.example/a b\\", "https://a.example/a%20b/"],
  ])("leads to %s and nowhere else", (url, target) => {
    const line = `| ${linked("words] (x", url)} | end |`;
    const tokens = inline(markdown.parse(`| a | b |\n| --- | --- |\n${line}`, {}));
    const links = tokens.filter(({ type }) => type === "link_open");

    expect(links.map((link) => link.attrGet("href"))).toEqual([target]);
    expect(
      tokens
        .filter(({ type }) => PLAIN.has(type))
        .map(({ content }) => content)
        .join(""),
    ).toBe("abwords] (xend");
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "https://u:p@a.example",
    "no address",
  ])("is the words alone for %s", (url) => {
    expect(linked("words", url)).toBe("words");
  });
});

function inline(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap(({ children }) => children ?? []);
}

function words(tokens: readonly Token[]): string {
  return inline(tokens)
    .map(({ content, type }) => (type === "softbreak" ? "\n" : content))
    .join("");
}
