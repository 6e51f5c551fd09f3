import { describe, expect, it } from "vitest";
import { parseConfiguration } from "#config/load.ts";
import { CLEAN, findingsOf } from "./edited.ts";

describe("a mistake in the YAML", () => {
  it.each([
    ["teams:", "people: {}\nteams:", "3 people: the key people stands twice -> keep one of them"],
    [
      "        delay: PT5M",
      "        delay: PT5M\n        delay: PT1M",
      "12 policies.usual.levels[0].delay: the key delay stands twice -> keep one of them",
    ],
    [
      "  shop: {",
      "\tshop: {",
      "4 (file): Tabs are not allowed as indentation -> indent with spaces",
    ],
    [
      "U0ALICE01",
      "@alice",
      "2 (file): Plain value cannot start with reserved character @ -> put the value in quotes",
    ],
    [
      `'job="web"'`,
      String.raw`"job=~\"\d\""`,
      "15 (file): Invalid escape sequence \\d -> put a pattern in single quotes, or write \\\\ for \\",
    ],
    [
      "sources:",
      "---\nsources:",
      "16 (file): the file holds a second document -> keep one, without a second ---",
    ],
    [
      "members: [alice]",
      "members: *everybody",
      "4 teams.shop.members: there is no &everybody before *everybody -> write it out, or name an &anchor that stands earlier in the file",
    ],
    [
      "members: [alice]",
      "members: &all [alice, *all]",
      "4 teams.shop.members[1]: *all contains itself -> write it out, or name an &anchor that stands earlier in the file",
    ],
    [
      "name: Shop",
      "__proto__: { name: Shop }",
      "4 teams.shop.__proto__: the key __proto__ cannot be used -> choose another name",
    ],
    [
      "name: Shop",
      "name: !secret Shop",
      "4 (file): Unresolved tag: !secret -> take the tag out; nothing here needs one",
    ],
  ])("has its line: %s becomes %s", { tags: ["I55"] }, (from, to, finding) => {
    const [found] = findingsOf(from, to);

    expect(found).toBe(finding);
  });

  it.each([
    ["", "the file is empty"],
    ["# only a comment\n", "the file is empty"],
    ["- a\n- b\n", "the file holds a list"],
    ["muster", 'the file holds "muster"'],
  ])("is told of a file that is no map: %j", (text, message) => {
    expect(parseConfiguration(text)).toMatchObject({
      ok: false,
      findings: [{ message, path: "" }],
    });
  });

  it("lets an alias stand for what was written above, and reports the line above", () => {
    const aliased = `${CLEAN}links: [&a { title: Logs, url: "http://logs" }, *a]\n`;

    expect(parseConfiguration(aliased).ok).toBe(true);
  });

  it("refuses aliases that would grow without end", () => {
    const bomb = [row("a", "1"), row("b", "*a"), row("c", "*b"), row("d", "*c")].join("\n");

    expect(parseConfiguration(bomb)).toMatchObject({
      ok: false,
      findings: [{ fix: "use fewer than 100 aliases, and none inside others" }],
    });
  });

  it("answers even when the nesting is deeper than any parser goes", () => {
    expect(parseConfiguration(`people: ${"[".repeat(100_000)}`).ok).toBe(false);
  });
});

function row(name: string, of: string): string {
  return `${name}: &${name} [${Array.from({ length: 10 }, () => of).join(", ")}]`;
}
