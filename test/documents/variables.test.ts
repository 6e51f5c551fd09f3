import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BLOCKS } from "#documents/blocks.ts";
import { SAMPLE } from "#documents/sample-facts.ts";
import { VARIABLES } from "#documents/variable-list.ts";
import { variablesOf } from "#documents/variables.ts";

const GUIDE = join(import.meta.dirname, "..", "..", "docs", "postmortems.md");

describe("variables of templates", () => {
  it("are those that are listed, and the other way round", () => {
    expect(pathsIn(variablesOf({ facts: SAMPLE, zone: "UTC" })).toSorted()).toEqual(
      Object.keys(VARIABLES).toSorted(),
    );
  });

  it("are all documented, with what they hold", async () => {
    const guide = await readFile(GUIDE, "utf8");
    const rows = [...guide.matchAll(/^\| `([a-z_]+(?:\[\])?\.[a-z_]+)` +\| (.+?) +\|$/gm)];

    expect(Object.fromEntries(rows.map(([, name = "", about = ""]) => [name, about]))).toEqual(
      VARIABLES,
    );
  });
});

describe("facts of templates", () => {
  it("are all documented, with what they hold", async () => {
    const guide = await readFile(GUIDE, "utf8");
    const rows = [...guide.matchAll(/^\| `([a-z][a-z-]+)` +\| (.+?) +\|$/gm)];

    expect(Object.fromEntries(rows.map(([, name = "", about = ""]) => [name, about]))).toEqual(
      Object.fromEntries([...BLOCKS].map(([id, { about }]) => [id, about])),
    );
  });
});

function pathsIn(variables: object): readonly string[] {
  return Object.entries(variables).flatMap(([root, value]: [string, unknown]) => {
    const [isList, first] = Array.isArray(value)
      ? [true, value[0] as object]
      : [false, value as object];
    return Object.keys(first).map((field) => `${root}${isList ? "[]" : ""}.${field}`);
  });
}
