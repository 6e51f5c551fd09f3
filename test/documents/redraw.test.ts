import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redrawFacts } from "#documents/redraw.ts";
import { runs } from "#test/support/property-runs.ts";

const FACTS: Readonly<Record<string, string>> = { impact: "It hurt.", timeline: "- all\n- of it" };

function draw(id: string): string | null {
  return FACTS[id] ?? null;
}

const IMPACT = "<!-- muster:impact -->\nold\n<!-- /muster:impact -->";

describe("redrawFacts", () => {
  it("puts what is true now between the markers", () => {
    expect(redrawFacts(`# Ours\n${IMPACT}\nEnd`, draw)).toEqual({
      kind: "redrawn",
      text: "# Ours\n<!-- muster:impact -->\n\nIt hurt.\n\n<!-- /muster:impact -->\nEnd",
      parts: ["impact"],
    });
  });

  it("keeps every byte that is not between markers, and draws the same twice", () => {
    const own = fc.string({
      unit: fc.constantFrom("a", " ", "\t", "\n", "\r\n", "#", "é", "\uFEFF", "<"),
    });
    const end = fc.constantFrom("\n", "\r\n");
    fc.assert(
      fc.property(own, own, own, end, (before, between, after, newline) => {
        const blocks = ["impact", "timeline"].map((id) =>
          [`<!-- muster:${id} -->`, "old", `<!-- /muster:${id} -->`].join(newline),
        );
        const [impact = "", timeline = ""] = blocks;
        const text = [
          `${before}${newline}${impact}${newline}${between}`,
          `${timeline}${newline}${after}`,
        ].join(newline);

        const once = redrawFacts(text, draw);
        if (once.kind !== "redrawn") throw new Error(JSON.stringify(once));
        const twice = redrawFacts(once.text, draw);

        expect(outside(once.text)).toEqual(outside(text));
        expect(once.text).toContain(["", "It hurt.", "", "<!-- /muster:impact -->"].join(newline));
        expect(twice).toEqual(once);
      }),
      runs(100),
    );
  });

  it.each([
    ["no marker", "# Ours", [[1, "there are no facts to redraw in it"]]],
    [
      "one that is not closed",
      "a\n<!-- muster:impact -->\nold",
      [[2, "muster:impact is never closed"]],
    ],
    [
      "one that was not opened",
      "<!-- /muster:impact -->",
      [[1, "/muster:impact closes what was never opened"]],
    ],
    [
      "two that cross",
      "<!-- muster:impact -->\n<!-- muster:timeline -->\n<!-- /muster:impact -->\n<!-- /muster:timeline -->",
      [
        [2, "muster:timeline begins before muster:impact is closed"],
        [3, "/muster:impact stands where /muster:timeline is expected"],
        [4, "/muster:timeline closes what was never opened"],
      ],
    ],
    ["one twice", `${IMPACT}\n${IMPACT}`, [[4, "muster:impact stands here a second time"]]],
    [
      "one of facts that there are not",
      "<!-- muster:cause -->\n<!-- /muster:cause -->",
      [[1, "nothing is known of facts called cause"]],
    ],
    ...[
      "<!--muster:impact-->",
      "  <!-- muster:impact -->",
      "<!-- Muster:impact -->",
      "<!-- muster:impact --> x",
    ].map((line): [string, string, (string | number)[][]] => [
      `almost one (${line})`,
      `${IMPACT}\n${line}`,
      [[4, "this is almost a marker; write it alone on its line, or take it out"]],
    ]),
  ])("touches nothing where there is %s", (_, text, problems) => {
    expect(redrawFacts(text, draw)).toEqual({
      kind: "damaged",
      problems: problems.map(([line, message]) => ({ line, message })),
    });
  });
});

function outside(text: string): readonly string[] {
  return text.split(/(?<=<!-- muster:\w+ -->\r?\n)[^]*?(?=<!-- \/muster)/);
}
