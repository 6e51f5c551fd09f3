import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { parseConfiguration } from "#config/load.ts";
import { readObjectives } from "#config/objectives/read-objectives.ts";
import { readRunbooks } from "#config/read-runbooks.ts";
import { runs } from "#test/support/property-runs.ts";
import { CLEAN } from "./edited.ts";
import { OPENSLO, PYRRA, RESOURCE, SLOTH } from "./objective-files.ts";

const EXAMPLE = await readFile("muster.example.yaml", "utf8");
const RUNBOOK = await readFile("runbooks/target-down.md", "utf8");
const OBJECTIVES: readonly (readonly [string, string])[] = [
  ["Sloth", SLOTH],
  ["a Sloth resource", RESOURCE],
  ["OpenSLO", OPENSLO],
  ["Pyrra", PYRRA],
];

/** What YAML itself gives a meaning, and what no file expects. */
const TOKENS = [
  ...": - ? | > & * ! % @ ` [ ] { } , # ' \" \t \n --- ... ~ \0 \uFEFF \u2028".split(" "),
  ..."&a *a !!binary <<: __proto__: 1e999 0x10 .inf .nan 2026-02-30 99:99 -1 P9999Y".split(" "),
];

const strange = fc.oneof(
  fc.jsonValue({ depthSize: "small" }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    null,
    -1,
    1e308,
    "",
    "Mars/X",
    "PT-5M",
    "P1Y",
    "nobody",
    "99.99999999999999999999",
  ),
);

/** A text in which some pieces are missing, doubled or replaced. */
function damaged(text: string): fc.Arbitrary<string> {
  const cut = fc.record({
    at: fc.nat(text.length),
    length: fc.nat(30),
    put: fc.oneof(fc.constantFrom(...TOKENS), fc.string({ unit: "binary", maxLength: 8 })),
  });
  return fc.array(cut, { minLength: 1, maxLength: 4 }).map((cuts) =>
    cuts.reduce((now, { at, length, put }) => {
      return `${now.slice(0, at)}${put}${now.slice(at + length)}`;
    }, text),
  );
}

/** A text that is well-formed, with another value somewhere in it; JSON is YAML. */
function changed(text: string): fc.Arbitrary<string> {
  const documents: readonly unknown[] = parseAllDocuments(text).map((one) => one.toJS());
  const places = placesIn(documents, []).filter((place) => place.length > 0);
  return fc.tuple(fc.constantFrom(...places), strange).map(([place, value]) => {
    const written = Object.values(withValue(documents, place, value) as readonly unknown[]);
    return written.map((one) => JSON.stringify(one)).join("\n---\n");
  });
}

type Place = readonly (string | number)[];

function placesIn(value: unknown, at: Place): readonly Place[] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, one]) => placesIn(one, [...at, key]))];
}

function withValue(whole: unknown, [key, ...rest]: Place, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(whole)) {
    return whole.map((one, index) => (index === Number(key) ? withValue(one, rest, value) : one));
  }
  const before = whole as Readonly<Record<string, unknown>>;
  return { ...before, [key]: withValue(before[key], rest, value) };
}

const said = {
  path: expect.any(String),
  line: expect.any(Number),
  message: expect.stringMatching(/./),
  fix: expect.stringMatching(/./),
};

describe("the file itself", () => {
  it.each([
    ["any text", fc.string({ unit: "binary", maxLength: 300 }), 5],
    ["a damaged file", damaged(CLEAN), 10],
    ["the damaged example", damaged(EXAMPLE), 2],
    ["the example with another value", changed(EXAMPLE), 2],
  ])(
    "any muster.yaml is used, or refused with a place and a fix: %s",
    { tags: ["I55"] },
    (_, texts, times) => {
      fc.assert(
        fc.property(texts, (text) => {
          const parsed = parseConfiguration(text);

          const findings = parsed.ok ? parsed.warnings : parsed.findings;
          for (const finding of findings) expect(finding).toMatchObject(said);
          expect(parsed.ok || parsed.findings.length > 0).toBe(true);
        }),
        runs(times),
      );
    },
  );
});

describe("files beside it", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "muster-anything-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("any runbook is read, or refused with its file and a reason", async () => {
    const front = RUNBOOK.slice(0, RUNBOOK.indexOf("\n---", 3) + 5);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(damaged(RUNBOOK), damaged(front), damaged("---\n---\n")),
        async (text) => {
          const file = join(folder, "any.md");
          await writeFile(file, text);

          const { runbooks, problems } = await readRunbooks(folder);

          expect(runbooks.length + problems.length).toBeGreaterThan(0);
          for (const one of problems)
            expect(one).toEqual({ file, message: expect.stringMatching(/./) });
        },
      ),
      runs(10),
    );
  });

  it.each(OBJECTIVES)(
    "any file of %s is read, or refused with a place and a fix",
    async (_, text) => {
      await fc.assert(
        fc.asyncProperty(fc.oneof(damaged(text), changed(text)), async (content) => {
          const file = join(folder, "any.yaml");
          await writeFile(file, content);

          const { findings } = await readObjectives([file]);

          for (const finding of findings) expect(finding).toMatchObject({ ...said, file });
        }),
        runs(10),
      );
    },
  );
});
