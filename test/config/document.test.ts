import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { documentConfiguration } from "#config/document.ts";
import { Variables } from "#config/environment.ts";
import { configurationSchema } from "#config/key-schema.ts";
import { loadConfiguration } from "#config/load.ts";

const ROOT = join(import.meta.dirname, "..", "..");

function read(path: string): Promise<string> {
  return readFile(join(ROOT, path), "utf8");
}

async function readExample(): Promise<unknown> {
  return parse(await read("muster.example.yaml"));
}

describe("muster.example.yaml", () => {
  it("loads without an error or a warning", async () => {
    const loaded = await loadConfiguration(join(ROOT, "muster.example.yaml"));

    expect(loaded).toMatchObject({ ok: true, warnings: [] });
  });

  it("tells editors where its schema is", async () => {
    const [first] = (await read("muster.example.yaml")).split("\n");

    expect(first).toBe("# yaml-language-server: $schema=./muster.schema.json");
  });
});

describe("docs/configuration.md", () => {
  it("is what the schemas and the example say (npm run muster -- document)", async () => {
    expect(await read("docs/configuration.md")).toBe(documentConfiguration(await readExample()));
  });

  it("gives a meaning for every key, and an example for every value", async () => {
    const keys = (await read("docs/configuration.md")).matchAll(/^- `([^`]+)` \((.+?)\): ?(.*)$/gm);
    const [settings, variables] = [...keys].reduce<[string[][], string[][]]>(
      ([below, plain], [, name = "", facts = "", text = ""]) => {
        (/^[A-Z_]+$/.test(name) ? plain : below).push([name, facts, text]);
        return [below, plain];
      },
      [[], []],
    );
    const withoutMeaning = [...settings, ...variables].filter(([, , text]) => text === "");
    const withoutExample = settings.filter(
      ([, facts = "", text = ""]) => !text.includes("Example: ") && !/map/.test(facts),
    );

    expect(withoutMeaning).toEqual([]);
    // At the root it would override the severity of every alert, which no example should show.
    expect(withoutExample.map(([name]) => name)).toEqual(["routes.severity"]);
    expect(settings.length).toBeGreaterThan(60);
    expect(variables.map(([name]) => name)).toEqual(Object.keys(Variables.shape));
  });
});

describe("muster.schema.json", () => {
  it("is what the schema says (npm run muster -- document)", async () => {
    const written: unknown = JSON.parse(await read("muster.schema.json"));

    expect(written).toEqual(JSON.parse(JSON.stringify(configurationSchema())));
  });

  it("accepts the example, as an editor would", async () => {
    const schema = z.fromJSONSchema(JSON.parse(await read("muster.schema.json"), withoutUnicode));

    expect(schema.safeParse(await readExample()).error?.issues).toBeUndefined();
    expect(schema.safeParse({ people: {} }).success).toBe(false);
  });
});

/** zod reads patterns without the Unicode flag that JSON Schema asks for. */
function withoutUnicode(key: string, value: unknown): unknown {
  return key === "pattern" && String(value).includes(String.raw`\p{`) ? undefined : value;
}
