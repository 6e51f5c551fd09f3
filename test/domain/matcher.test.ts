import { describe, expect, it } from "vitest";
import { labelOf, Matcher, matchesAll } from "#domain/alert/matcher.ts";

function matches(matcher: string, labels: Record<string, string>): boolean {
  return matchesAll([Matcher.parse(matcher)], labels);
}

function refusal(matcher: string): string {
  return Matcher.safeParse(matcher).error?.issues[0]?.message ?? "accepted";
}

describe("a matcher", () => {
  it.each([
    ['severity="critical"', { severity: "critical" }, true],
    ['severity="critical"', { severity: "warning" }, false],
    ['severity="critical"', { severity: "Critical" }, false],
    ['severity!="critical"', { severity: "warning" }, true],
    ['severity!="critical"', { severity: "critical" }, false],
    ["severity = critical", { severity: "critical" }, true],
    ['job=~"api|web"', { job: "web" }, true],
    ['job=~"api|web"', { job: "webhook" }, false],
    ['job=~"api|web"', { job: "my-api" }, false],
    ['job!~"api|web"', { job: "webhook" }, true],
    ['job!~"api|web"', { job: "api" }, false],
    ['job=~"a.*b"', { job: "a\nb" }, true],
    ['job=""', {}, true],
    ['job!=""', {}, false],
    ["job=", { job: "" }, true],
    ['job=~".*"', {}, true],
    ['job=~".+"', {}, false],
    ['job!~"api"', {}, true],
    [String.raw`path="say \"hi\" \\ twice"`, { path: String.raw`say "hi" \ twice` }, true],
    [String.raw`text="two\nlines"`, { text: "two\nlines" }, true],
    [String.raw`code=~"5\d\d"`, { code: "503" }, true],
    ['k8s.io/name="x"', { "k8s.io/name": "x" }, true],
    ['constructor=""', {}, true],
    ['__proto__=""', {}, true],
  ])("%s on %j is %s", (matcher, labels, expected) => {
    expect(matches(matcher, labels)).toBe(expected);
  });

  it.each([
    ["no operator", "severity critical"],
    ["a doubled sign", "severity==critical"],
    ["a comparison", "value>5"],
    ["an open quote", 'severity="critical'],
    ["single quotes", "severity='critical'"],
    ["two matchers in one", 'severity="critical", job="api"'],
    ["Alertmanager's braces", '{severity="critical"}'],
    ["nothing", ""],
  ])("is refused with %s", (_, matcher) => {
    expect(refusal(matcher)).toBe("it is not a matcher");
  });

  it.each([
    ["an open bracket", 'job=~"(api"', "the pattern is not valid RE2 (missing closing ): `(api`)"],
    ["look-ahead", 'job=~"(?=api)"', "the pattern is not valid RE2"],
    ["look-behind", 'job=~"(?<!api)x"', "the pattern is not valid RE2"],
    ["a back-reference", String.raw`job=~"(a)\1"`, "the pattern is not valid RE2"],
    ["513 characters", `job=~"${"a".repeat(513)}"`, "the pattern is too long"],
  ])("is refused when its pattern has %s", (_, matcher, message) => {
    expect(refusal(matcher)).toContain(message);
  });

  it("takes linear time on a pattern that hangs a backtracking engine", { tags: ["I53"] }, () => {
    const started = performance.now();

    expect(matches('job=~"(a+)+$"', { job: `${"a".repeat(4000)}!` })).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("matchesAll", () => {
  it("asks for every matcher", () => {
    const matchers = ['job="api"', 'env="prod"'].map((text) => Matcher.parse(text));

    expect(matchesAll(matchers, { job: "api", env: "prod" })).toBe(true);
    expect(matchesAll(matchers, { job: "api", env: "dev" })).toBe(false);
    expect(matchesAll([], {})).toBe(true);
  });
});

describe("labelOf", () => {
  it("never finds what objects inherit", () => {
    expect(labelOf({}, "toString")).toBe("");
    expect(labelOf({ job: "api" }, "job")).toBe("api");
  });
});
