import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { INCIDENT_WORDS } from "#slack/flows/incident-words.ts";
import { SLO_FLOWS } from "#slack/flows/slo/flows.ts";

const PAGE = readFileSync(
  path.join(import.meta.dirname, "..", "..", "docs", "using-muster.md"),
  "utf8",
);
/** What stands there as it is typed. */
const TYPED = new Set([...PAGE.matchAll(/`([^`\n]+)`/g)].map(([, typed = ""]) => typed));

it("the page for whoever is on call has every word of the command, and what people type elsewhere", () => {
  const words = INCIDENT_WORDS.flatMap((word) => word.words);
  const first = [...TYPED].map((typed) => typed.replace(/^\/incident /, "").split(" ")[0]);

  expect(words.length).toBeGreaterThan(40);
  expect(words.filter((word) => !first.includes(word))).toEqual([]);
});

it.each([
  ["/incident", INCIDENT_WORDS],
  ["/slo", SLO_FLOWS],
])("the page for whoever is on call has every example of the help of %s", (command, words) => {
  const examples = words.flatMap(({ usage }) => usage.map(({ typed }) => typed));

  expect(examples.length).toBeGreaterThan(4);
  expect(examples.filter((typed) => !TYPED.has(`${command} ${typed}`.trim()))).toEqual([]);
});
