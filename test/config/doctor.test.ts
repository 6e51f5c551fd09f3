import { describe, expect, it } from "vitest";
import { examineTimeZones } from "#app/cli/doctor/examine-machine.ts";
import { examineAll } from "#app/cli/doctor/examined.ts";
import { parseConfiguration } from "#config/load.ts";
import { clockTrouble } from "#engine/impairment/look-at-database.ts";
import { CONFIGURATION } from "#test/support/acme.ts";
import { at } from "#test/support/build.ts";

const NOW = at("10:00");

describe("what Node knows of time zones", () => {
  it.each([
    ["2026b", 0],
    ["2025a", 0],
    ["2024b", 1],
    ["", 0],
  ])("of version %j is too old: %i", (version, findings) => {
    const parsed = parseConfiguration(JSON.stringify(CONFIGURATION));
    if (!parsed.ok) throw new Error("The configuration is wrong.");
    const empty = { objectives: [], findings: [] };
    const files = { runbooks: [], problems: [] };
    const templates = { templates: [], findings: [] };
    const loaded = { ...parsed, objectives: empty, runbooks: files, templates, text: "" };

    expect(examineTimeZones(loaded, NOW, version).findings).toHaveLength(findings);
  });
});

describe("this machine's clock", () => {
  it.each([
    ["is right to the second", "10:00:00", null],
    ["may be off by half a minute", "10:00:30", null],
    ["is behind", "10:02:00", "This machine's clock is 119 seconds behind the database's"],
    ["is ahead", "09:58:00", "This machine's clock is 121 seconds ahead of the database's"],
  ])("%s", (_, database, words) => {
    const answered = NOW.plus({ seconds: 1 });

    expect(clockTrouble(at(database), NOW, answered)?.words ?? null).toBe(words);
  });
});

describe("a look that fails", () => {
  it("is a finding, and takes no other with it", async () => {
    const examined = await examineAll([
      { part: "bad", look: () => Promise.reject(new Error("no such thing")) },
      { part: "good", look: async () => ({ findings: [], notes: ["well"] }) },
    ]);

    expect(examined).toEqual([
      { part: "bad", findings: ["it could not be looked at: no such thing"], notes: [] },
      { part: "good", findings: [], notes: ["well"] },
    ]);
  });
});
