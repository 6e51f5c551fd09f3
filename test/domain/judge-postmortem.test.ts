import { describe, expect, it } from "vitest";
import { Postmortems } from "#domain/configuration/postmortems-configuration.ts";
import type { IncidentShare } from "#domain/objective/incident-share.ts";
import { type JudgedFacts, judgePostmortem } from "#domain/response/judge-postmortem.ts";
import { at, person } from "#test/support/build.ts";

const RULES = Postmortems.parse({});

/** Each share is of one objective, and measured for good. */
function facts(shares: readonly IncidentShare[], more: Partial<JudgedFacts> = {}): JudgedFacts {
  return {
    severity: "SEV3",
    exempt: null,
    asked: null,
    objectives: shares.map((share, index) => ({ objective: `a${index}`, share, isFinal: true })),
    repeated: null,
    ...more,
  };
}

function used(share: number | null, remainingAfter: number | null = 0.5): IncidentShare {
  const notes = share === null ? ["Prometheus has no counts for that time."] : [];
  const quality = share === null ? "unavailable" : "measured";
  return { quality, share, remainingBefore: null, remainingAfter, bad: null, total: null, notes };
}

describe("by its error budgets a postmortem", () => {
  it.each<[string, readonly IncidentShare[], string, RegExp]>([
    [
      "is not needed at exactly a fifth",
      [used(0.2)],
      "not-required",
      /^It was SEV3 and used at most 20 % of an error budget \(a0\); more than 20 %/,
    ],
    [
      "is needed above it",
      [used(0.200001)],
      "required",
      /^It used 20.0001 % of the error budget of a0, more than 20 %/,
    ],
    [
      "is needed for any of several",
      [used(0.01), used(0.366)],
      "required",
      /36\.6 % of the error budget of a1/,
    ],
    [
      "is needed when the budget is gone",
      [used(0.05, 0)],
      "required",
      /^It used 5 % of the error budget of a0, and nothing is left of it \(0 %\)/,
    ],
    [
      "is not needed by who did not use a budget that is gone",
      [used(0, -1)],
      "not-required",
      /at most 0 %/,
    ],
    [
      "is not needed by who used little of a budget that was gone before",
      [{ ...used(0.05, -1.05), remainingBefore: -1 }],
      "not-required",
      /at most 5 %/,
    ],
    [
      "is needed by who used the last of it",
      [{ ...used(0.05, -0.01), remainingBefore: 0.04 }],
      "required",
      /nothing is left of it/,
    ],
    [
      "is for people to decide when nothing is known",
      [used(null)],
      "undetermined",
      /^What it used of the error budget of a0 is not known\. Prometheus has no counts/,
    ],
    [
      "is for people to decide when not all is known",
      [used(0.01), used(null)],
      "undetermined",
      /a1/,
    ],
    ["is needed although another share is not known", [used(null), used(0.5)], "required", /50 %/],
    ["is not needed where no budget is concerned", [], "not-required", /no error budget was/],
  ])("%s", (_, shares, kind, reason) => {
    const verdict = judgePostmortem(RULES, facts(shares));

    expect(verdict.kind).toBe(kind);
    expect(verdict.reason).toMatch(reason);
    expect(verdict.isPreliminary).toBe(false);
  });

  it("is not needed for a budget that is gone where the rules leave that out", () => {
    const rules = Postmortems.parse({ exhausted: false });

    expect(judgePostmortem(rules, facts([used(0.05, 0)])).kind).toBe("not-required");
  });

  it("is judged as far as is known while a share may still change", () => {
    const objectives = [{ objective: "a0", share: used(0.5), isFinal: false }];

    expect(judgePostmortem(RULES, facts([], { objectives }))).toMatchObject({
      kind: "required",
      because: ["share"],
      isPreliminary: true,
    });
  });
});

describe("otherwise a postmortem", () => {
  const asked = { by: person("ana"), reason: "nobody understood it" };
  const repeated = { name: "INC-7", resolvedAt: at("09:00") };

  it.each<[string, Partial<JudgedFacts>, readonly string[], RegExp]>([
    ["is needed by severity", { severity: "SEV1" }, ["severity"], /^Every SEV1/],
    ["is needed when it comes again", { repeated }, ["repeated"], /INC-7.*20 Nov 2026/],
    [
      "is needed when somebody asks for it",
      { asked },
      ["asked"],
      /^ana asked for it: nobody understood it/,
    ],
    [
      "has every reason at once",
      { severity: "SEV2", repeated, asked },
      ["asked", "severity", "repeated"],
      /^ana.*Every SEV2.*INC-7/,
    ],
    ["is not needed for a drill", { severity: "SEV1", exempt: "drill" }, [], /a drill/],
    ["is not needed for a duplicate", { severity: "SEV1", exempt: "duplicate" }, [], /a duplicate/],
    ["is not needed for a false alarm", { repeated, exempt: "false-alarm" }, [], /a false alarm/],
    [
      "is needed for a drill when somebody asks for it",
      { exempt: "drill", asked },
      ["asked"],
      /ana/,
    ],
    [
      "is not needed for what goes on as another incident",
      { exempt: "merged", asked },
      [],
      /merged/,
    ],
  ])("%s", (_, more, because, reason) => {
    const verdict = judgePostmortem(RULES, facts([], more));

    const kind = because.length === 0 ? "not-required" : "required";
    expect(verdict).toMatchObject({ kind, because });
    expect(verdict.reason).toMatch(reason);
  });

  it("is needed by severity although nothing is known of a share", () => {
    expect(judgePostmortem(RULES, facts([used(null)], { severity: "SEV2" })).kind).toBe("required");
    expect(judgePostmortem(RULES, facts([used(null)], { exempt: "drill" })).kind).toBe(
      "not-required",
    );
  });

  it("is needed by no severity where the rules name none", () => {
    const rules = Postmortems.parse({ severities: [] });

    expect(judgePostmortem(rules, facts([], { severity: "SEV1" })).kind).toBe("not-required");
  });
});
