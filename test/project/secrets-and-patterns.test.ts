import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const ROOT = path.join(import.meta.dirname, "../..");
const files = execFileSync("git", ["ls-files", "src"], { cwd: ROOT, encoding: "utf8" })
  .split("\n")
  .filter((file) => file.endsWith(".ts"));

const SECRET = String.raw`[\w.]*(?:token|secret|signature|password|hmac|mac)`;
/** What is compared with them tells nothing: nothing, or how long it is. */
const HARMLESS = String.raw`null|undefined|""|"string"|true|false|\d`;
const COMPARED = new RegExp(
  String.raw`\b${SECRET}\s*[!=]==(?!\s*(?:${HARMLESS}))|[!=]==\s*${SECRET}\b(?!\.length)`,
  "gi",
);
/** Their patterns are written by us alone. */
const OWN_PATTERNS = ["src/domain/alert/silence-scope.ts", "src/slack/words/action-ids.ts"];

it.each([
  ["given === secret", true],
  ["if (token !== valid.token) return", true],
  ["source.token == null || token === undefined", false],
  ['url.password === ""', false],
  ["timingSafeEqual(digest(token), digest(secret))", false],
])("a secret that is compared letter by letter is found: %s is %s", (line, expected) => {
  expect(line.match(COMPARED) !== null).toBe(expected);
});

it("compares no secret letter by letter, which takes the longer the more of it is right", () => {
  expect(linesWith(COMPARED)).toEqual([]);
});

it("gives no pattern from outside to an engine that it could hang", () => {
  const made = linesWith(/new RegExp\(|\bRegExp\(/);

  expect(files.length).toBeGreaterThan(500);
  expect([...new Set(made.map((line) => line.replace(/:.*$/s, "")))]).toEqual(OWN_PATTERNS);
});

function linesWith(pattern: RegExp): readonly string[] {
  return files.flatMap((file) => {
    const lines = readFileSync(path.join(ROOT, file), "utf8").split("\n");
    return lines.flatMap((line) => (line.match(pattern) === null ? [] : `${file}: ${line.trim()}`));
  });
}
