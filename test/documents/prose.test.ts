import * as fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { proseMarkdown } from "#documents/prose.ts";
import { runs } from "#test/support/property-runs.ts";

/** What Markdown is made of. */
const PIECES =
  "` `` ``` ~~~ \\ <b> <!-- x --> </i> <script> <? ?> <https://a.example/ > | ( ] [ a === #"
    .split(" ")
    .concat(" ", "\n", "\n\n", "\t", "    ", "# ", "> ", "- ", "1. ");

describe("what people wrote", () => {
  it.each([
    ["stays Markdown", "- **one**\n- [two](https://a.example)\n\n> three", null],
    [
      "keeps its headings below those of the document",
      "# One\n## Two\n### Three\n#### Four\n###### Six",
      "### One\n### Two\n### Three\n### Four\n### Six",
    ],
    [
      "makes no heading of a line below a paragraph",
      "One\n===\nTwo\n---",
      "One\n\\===\nTwo\n\\---",
    ],
    ["may have a line across", "One\n\n---\n\nTwo", null],
    [
      "shows tags as text",
      "<script>x</script> <!-- y --> 1 < 2",
      "\\<script>x\\</script> \\<!-- y --> 1 < 2",
    ],
    ["escapes no tag twice, which would make it one", "\\<b> \\\\<i>", "\\<b> \\\\\\<i>"],
    ["takes no marks for code that are escaped", "\\`<b>\\`", "\\`\\<b>\\`"],
    ["takes none for code that ends code of the line above", "`a\nb` <b> `c", "`a\nb` \\<b> `c"],
    ["may have an address in brackets", "<https://a.example/x>", null],
    ["keeps tags in code", "`<b>` and ``a ` <i>``\n\n```html\n<b>\n# x\n```", null],
    ["ends code that nobody ended", "```\n# x", "```\n# x\n```"],
    ["ends code by the same marks", "~~~~\nx\n~~~", "~~~~\nx\n~~~\n~~~~"],
    ["takes marks far in for a line of the code", "~~~\n    ~~~", "~~~\n    ~~~\n~~~"],
    ["ends code that only began", "x\n\n```", "x\n\n```\n```"],
    ["ends nothing in a list twice", "- ```\n  x\n  ```\n\n# y", "- ```\n  x\n  ```\n\n### y"],
    ["loses empty lines around it", "\n\n x \n", "x"],
  ])("%s", (_, text, expected) => {
    expect(proseMarkdown(text)).toBe(expected ?? text);
  });

  it("never holds a tag, or a heading as high as those of the document", () => {
    const anything = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 });
    fc.assert(
      fc.property(anything, (pieces) => {
        const prose = proseMarkdown(pieces.join(""));
        const tokens = MarkdownIt({ html: true }).parse(`${prose}\n\n## Next\n`, {});

        const kinds = tokens.flatMap(({ type, children }) => [
          type,
          ...(children ?? []).map((child) => child.type),
        ]);
        expect(kinds.filter((kind) => kind.startsWith("html"))).toEqual([]);
        const headings = tokens.filter(({ tag, nesting }) => /h[12]/.test(tag) && nesting === 1);
        expect(headings.filter(({ level }) => level === 0)).toHaveLength(1);
      }),
      runs(3000),
    );
  });

  it.each(["```\nx", "~~~", "- ```\n  x", "> ```\n> x", "<div>", "<!--", "    code", "`x"])(
    "never reaches beyond its section: %j",
    (text) => {
      const html = MarkdownIt({ html: true }).render(
        `${proseMarkdown(text)}\n\n## Next\n\n<!-- m -->`,
      );

      expect(html).toMatch(/<h2>Next<\/h2>\n<!-- m -->$/);
    },
  );
});
