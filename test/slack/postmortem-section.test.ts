import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Prose } from "#domain/postmortem/prose.ts";
import { validateView } from "#sandbox/validation/validate.ts";
import { parseSearch } from "#slack/flows/postmortem/parse-search.ts";
import { readSection, renderSection } from "#slack/flows/postmortem/section-form.ts";
import { FIELD_LENGTH, fieldsFor } from "#slack/flows/postmortem/split-text.ts";
import { at, person } from "#test/support/build.ts";
import { wordsOf } from "#test/support/slack-state.ts";
import { resolved } from "./facts.ts";

describe("the form of a section", () => {
  const section = { id: "summary", title: "Summary", prompt: "What happened?" };
  const theirs: Prose = {
    section: "summary",
    text: "Theirs.",
    version: 3,
    writtenBy: person("ben"),
    writtenAt: at("11:30"),
  };
  const meta = { incident: resolved().id, section: "summary", basedOn: 3, below: "V1" };

  it.each([
    ["nothing", ""],
    ["a line", "Nobody could pay."],
    [
      "paragraphs",
      Array.from({ length: 40 }, (_, line) => `${line} ${"word ".repeat(60)}`.trim()).join("\n\n"),
    ],
    ["what looks like markup", "<!channel> *a* & b"],
  ])("gives back %s as it was", (_, text) => {
    const view = renderSection({ section, text, theirs: null }, meta);

    expect(validateView(view)).toEqual([]);
    expect(readSection(valuesIn(view))).toBe(text);
  });

  it("gives back both texts after two people wrote, the one that is saved first", () => {
    const view = renderSection({ section, text: "Mine.", theirs: theirs }, meta);

    expect(validateView(view)).toEqual([]);
    expect(wordsOf(view)).toMatch(/ben.* saved this section while you wrote/u);
    expect(readSection(valuesIn(view))).toBe("Theirs.\n\nMine.");
  });

  it("never cuts more than a field takes, nor a letter in two", () => {
    const fields = fieldsFor("😀".repeat(FIELD_LENGTH));

    expect(fields.every((field) => field.length <= FIELD_LENGTH && field.isWellFormed())).toBe(
      true,
    );
    expect(fields.join("")).toBe("😀".repeat(FIELD_LENGTH));
  });

  it("has room for more below a text that fills its field", () => {
    expect(fieldsFor("x".repeat(2900))).toHaveLength(2);
    expect(fieldsFor("x".repeat(2000))).toHaveLength(1);
  });
});

describe("searching postmortems", () => {
  it.each([
    ["", { kind: "search", words: "", service: null }],
    ["overdue", { kind: "overdue" }],
    ["connection pool", { kind: "search", words: "connection pool", service: null }],
    ["pool service:Checkout now", { kind: "search", words: "pool now", service: "checkout" }],
    ["overdue invoices", { kind: "search", words: "overdue invoices", service: null }],
    ["microservice:x", { kind: "search", words: "microservice:x", service: null }],
  ])("%s", (typed, expected) => {
    expect(parseSearch(typed)).toEqual(expected);
  });
});

const Input = z.object({
  type: z.literal("input"),
  block_id: z.string(),
  element: z.object({ initial_value: z.string().optional() }),
});

/** What the fields of a form hold when nobody has changed them. */
function valuesIn(view: ReturnType<typeof renderSection>): Parameters<typeof readSection>[0] {
  const inputs = view.blocks.flatMap((block) => Input.safeParse(block).data ?? []);
  return Object.fromEntries(
    inputs.map(({ block_id: name, element: { initial_value: value = null } }) => {
      return [name, { [name]: { value } }];
    }),
  );
}
