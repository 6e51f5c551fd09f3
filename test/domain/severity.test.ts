import { describe, expect, it } from "vitest";
import { isWorse, readSeverity, type Severity, SeverityTable, worst } from "#domain/severity.ts";

describe("readSeverity", () => {
  it.each<[string | undefined, Severity, boolean]>([
    ["critical", "SEV2", true],
    ["warning", "SEV3", true],
    ["info", "SEV4", true],
    ["none", "SEV4", true],
    ["page", "SEV2", true],
    ["ticket", "SEV3", true],
    ["P1", "SEV1", true],
    ["sev2", "SEV2", true],
    ["Disaster", "SEV1", true],
    ["  Critical ", "SEV2", true],
    ["", "SEV3", false],
    [undefined, "SEV3", false],
    ["purple", "SEV3", false],
    ["constructor", "SEV3", false],
    ["__proto__", "SEV3", false],
  ])("reads %j as %s", (label, severity, known) => {
    expect(readSeverity(label, new Map())).toEqual({ severity, known });
  });

  it("prefers the source's own table to the usual words", () => {
    const table = new Map<string, Severity>([["critical", "SEV1"]]);

    expect(readSeverity("CRITICAL", table)).toEqual({ severity: "SEV1", known: true });
    expect(readSeverity("warning", table)).toEqual({ severity: "SEV3", known: true });
  });
});

describe("the order of severities", () => {
  it.each<[Severity, Severity, boolean]>([
    ["SEV1", "SEV2", true],
    ["SEV2", "SEV1", false],
    ["SEV3", "SEV3", false],
  ])("%s is worse than %s: %s", (a, b, expected) => {
    expect(isWorse(a, b)).toBe(expected);
  });

  it("finds the worst of some, and none of none", () => {
    expect(worst(["SEV3", "SEV1", "SEV4"])).toBe("SEV1");
    expect(worst([])).toBeNull();
  });
});

describe("the table of severities", () => {
  it("stands without being written", () => {
    const table = SeverityTable.parse(undefined);

    expect(table.SEV1).toMatchObject({ name: "Critical", opensChannel: true, pages: true });
    expect(table.SEV1.updateEvery?.toISO()).toBe("PT30M");
    expect(table.SEV4).toMatchObject({ name: "Low", opensChannel: false, pages: false });
    expect(table.SEV4.updateEvery).toBeUndefined();
  });

  it("keeps the rest of a severity of which one key is written", () => {
    const { SEV3 } = SeverityTable.parse({ SEV3: { opensChannel: true } });

    expect(SEV3).toMatchObject({ name: "Minor", opensChannel: true, pages: true });
  });
});
