import { describe, expect, it } from "vitest";
import { parseConfiguration } from "#config/load.ts";
import { CLEAN, findingsOf } from "./edited.ts";

describe("a mistake in a value", () => {
  it.each([
    [
      "delay: PT5M",
      "delay: 5m",
      '11 policies.usual.levels[0].delay: "5m" cannot be used here -> write a duration like PT30S, PT5M, PT1H or P1D',
    ],
    [
      "delay: PT5M",
      "delay: 300",
      "11 policies.usual.levels[0].delay: 300 is not text -> write a duration like PT30S, PT5M, PT1H or P1D",
    ],
    [
      "delay: PT5M",
      "delay: PT0S",
      '11 policies.usual.levels[0].delay: "PT0S" cannot be used here -> write a duration like PT30S, PT5M, PT1H or P1D',
    ],
    [
      "delay: PT5M",
      "delay:",
      "11 policies.usual.levels[0].delay: it is empty -> write a duration like PT30S, PT5M, PT1H or P1D, or take it out",
    ],
    [
      "admin: true",
      "admin: yes",
      '2 people.alice.admin: "yes" is not true or false -> write true or false',
    ],
    ["name: Shop", "name: ''", "4 teams.shop.name: it is empty -> write at least 1 character"],
    [
      "members: [alice]",
      "members: alice",
      '4 teams.shop.members: "alice" is not a list -> write a list, such as [one, two]',
    ],
    [
      "U0ALICE01",
      "alice",
      '2 people.alice.slack: "alice" cannot be used here -> give the member id from the Slack profile, such as U01ABCDEF',
    ],
    [
      "slack: U0ALICE01, ",
      "",
      "2 people.alice: nothing says who this is in Slack -> give slack (the member id) or email",
    ],
    [
      "type: alertmanager",
      "type: alertmanger",
      '17 sources.am.type: "alertmanger" is not one of alertmanager -> did you mean alertmanager?',
    ],
    [
      "http://am:9093",
      "am:9093",
      '17 sources.am.api.url: "am:9093" cannot be used here -> give an http or https address',
    ],
    [
      "[{ person: alice }]",
      "[]",
      "10 policies.usual.levels[0].notify: it is empty -> write at least 1 entry",
    ],
    [
      "sources:",
      "permissions: { acknowlege: [anyone] }\nsources:",
      "16 permissions.acknowlege: there is no key acknowlege here -> did you mean acknowledge?",
    ],
    [
      "sources:",
      "slack: { stormAbove: 51 }\nsources:",
      "16 slack.stormAbove: 51 is out of range -> write at most 50",
    ],
    [
      "sources:",
      "links: [{ title: Logs, url: 'http://logs/{label.pod}' }]\nsources:",
      '16 links[0].url: "http://logs/{label.pod}" cannot be used: nothing is known that {label.pod} could stand for -> write {labels.NAME}, {service}, {from} or {to}, or %7B for a real {',
    ],
    [
      "name: Shop",
      `name: ${"x".repeat(100)}`,
      "4 teams.shop.name: it has 100 characters -> write at most 80 characters",
    ],
  ])("has line, path, value and fix: %s becomes %s", (from, to, finding) => {
    expect(findingsOf(from, to)).toEqual([finding]);
  });

  it("never repeats what stands where the name of a secret belongs", () => {
    const secret = "hunter2-is-my-secret";
    const [tokens] = findingsOf("type: alertmanager", `type: alertmanager, tokens: [${secret}]`);
    const [bearer] = findingsOf('"http://am:9093"', `"http://am:9093", bearer: ${secret}`);

    expect(tokens).toMatch(/^17 sources\.am\.tokens\[0\]: .* name an environment variable/);
    expect(bearer).toMatch(/^17 sources\.am\.api\.bearer: .* name an environment variable/);
    expect(`${tokens} ${bearer}`).not.toContain("hunter2");
  });
});

describe("a mistake in a key", () => {
  it.each([
    [
      "delay: PT5M",
      "dealy: PT5M",
      ["11 policies.usual.levels[0].dealy: there is no key dealy here -> did you mean delay?"],
    ],
    [
      "name: Shop",
      "naem: Shop",
      [
        "4 teams.shop.name: name is missing -> add name: How the team is called on cards and lists.",
        "4 teams.shop.naem: there is no key naem here -> did you mean name?",
      ],
    ],
    [
      "delay: PT5M",
      "loudness: high",
      [
        "11 policies.usual.levels[0].loudness: there is no key loudness here -> take it out; the keys here are notify, delay, retry, ack, strategy, ifEmpty, when, urgency",
      ],
    ],
    [
      "sources:",
      "severities: { SEV5: {} }\nsources:",
      [
        "16 severities.SEV5: there is no key SEV5 here -> take it out; the keys here are SEV1, SEV2, SEV3, SEV4",
      ],
    ],
    [
      "{ person: alice }",
      "{ user: alice }",
      [
        "10 policies.usual.levels[0].notify[0]: a map does not fit here -> write either person or channel or schedule or userGroup",
      ],
    ],
    [
      "{ person: alice }",
      '{ person: alice, channel: "#shop" }',
      [
        "10 policies.usual.levels[0].notify[0]: a map does not fit here -> write either person or channel or schedule or userGroup",
      ],
    ],
    [
      "{ person: alice }",
      "{ person: alice, mention: here }",
      [
        "10 policies.usual.levels[0].notify[0].mention: there is no key mention here -> take it out; the keys here are person, schedule, who, userGroup, channel",
      ],
    ],
    [
      "{ person: alice }",
      '{ channel: "#shop", mention: al }',
      [
        '10 policies.usual.levels[0].notify[0].mention: "al" is not one of none, here, channel -> write one of none, here, channel',
      ],
    ],
    [
      "  alice: {",
      "  Alice Ng: {",
      [
        '2 people.Alice Ng: the name "Alice Ng" cannot be used -> use lower case letters, digits, - and _, at most 63 of them',
      ],
    ],
    [
      "  service: api\n",
      "",
      [
        "12 routes.service: service is missing -> add service: The service of every alert that no branch takes; mandatory, so none is lost.",
      ],
    ],
  ])("has line, path and fix: %s becomes %s", { tags: ["I55"] }, (from, to, findings) => {
    expect(findingsOf(from, to)).toEqual(findings);
  });
});

it("is refused with its path: a zone that is none", { tags: ["I55"] }, () => {
  const layer = "{ anchor: 2026-01-05T09:00, every: { n: 1, unit: days }, members: [alice] }";
  const schedule = `{ name: Days, team: shop, timezone: Mars/X, layers: [${layer}] }`;

  expect(findingsOf("sources:", `schedules:\n  days: ${schedule}\nsources:`)).toEqual([
    expect.stringMatching(/^17 schedules\.days\.timezone: .*Mars\/X/),
  ]);
});

it("is refused with its path: a schedule that stands twice", { tags: ["I55"] }, () => {
  const [found] = findingsOf("sources:", "schedules:\n  days: {}\n  days: {}\nsources:");

  expect(found).toBe("18 schedules.days: the key days stands twice -> keep one of them");
});

describe("a mistake in a matcher", () => {
  it.each([
    [
      "is not RE2, such as look-ahead",
      `'job=~"(?=a)"'`,
      "the pattern is not valid RE2 (invalid or unsupported Perl syntax: `(?=`) -> correct the pattern; RE2 has no look-around and no back-references",
    ],
    [
      "does not close a bracket",
      `'job=~"(a"'`,
      "the pattern is not valid RE2 (missing closing ): `(a`) -> correct the pattern; RE2 has no look-around and no back-references",
    ],
    [
      "is no matcher",
      `'job is web'`,
      'it is not a matcher -> write name="value", name!="value", name=~"pattern" or name!~"pattern"',
    ],
  ])("is refused with its line when it %s", { tags: ["I54"] }, (_, matcher, finding) => {
    const [found] = findingsOf(`'job="web"'`, matcher);

    expect(found).toMatch(/^15 routes\.routes\[0\]\.matchers\[0\]: /);
    expect(found?.endsWith(finding)).toBe(true);
  });

  it(
    "accepts a pattern that hangs other engines, and matches it in linear time",
    { tags: ["I53"] },
    () => {
      const parsed = parseConfiguration(CLEAN.replace(`'job="web"'`, `'job=~"(a+)+$"'`));
      if (!parsed.ok) throw new Error("The pattern was refused.");
      const started = performance.now();

      expect(
        parsed.configuration.routes.routes[0]?.matchers[0]?.matches(`${"a".repeat(4000)}!`),
      ).toBe(false);
      expect(performance.now() - started).toBeLessThan(2000);
    },
  );
});
