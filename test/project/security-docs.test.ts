import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { Variables } from "#config/environment.ts";

const DOCS = path.join(import.meta.dirname, "../../docs");
const page = readFileSync(path.join(DOCS, "security.md"), "utf8");
const configuration = readFileSync(path.join(DOCS, "configuration.md"), "utf8");

/** Each row that says what is defended, with the tests that it names. */
const rows = page.split("\n").flatMap((line) => {
  const [, defence = "", shownBy = ""] = line.split("|");
  const tests = [...shownBy.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => link);
  return /^\s*(?:-+|defence)?\s*$/.test(defence) || line.split("|").length !== 4
    ? []
    : [{ defence: defence.trim(), tests }];
});

it("names for each defence a test that is there", () => {
  expect(rows.length).toBeGreaterThan(25);
  expect(rows.filter(({ tests }) => tests.length === 0)).toEqual([]);
  const missing = rows.flatMap(({ tests }) => tests).filter((link) => !isTest(link));
  expect(missing).toEqual([]);
});

it("says of each secret what it opens and how it is changed", () => {
  const secrets = Object.entries(Variables.shape)
    .filter(([, shape]) => shape.meta()?.format === "password")
    .map(([name]) => name);

  expect(secrets.length).toBeGreaterThan(4);
  expect(secrets.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

it("forgets no part of muster.yaml that names a secret", () => {
  const named = [...configuration.matchAll(/^- `([\w.<>]+)` \([^)]*environment variable/gm)];
  const forgotten = named
    .map(([, key = ""]) => key)
    .filter((key) => !prefixesOf(key).some((prefix) => page.includes(`\`${prefix}\``)));

  expect(named.length).toBeGreaterThan(8);
  expect(forgotten).toEqual([]);
});

function isTest(link: string): boolean {
  return link.endsWith(".test.ts") && existsSync(path.join(DOCS, link));
}

/** sources.<id>.api.bearer, sources.<id>.api, sources.<id>, sources. */
function prefixesOf(key: string): readonly string[] {
  const parts = key.split(".");
  return parts.map((_, index) => parts.slice(0, index + 1).join("."));
}
