import { describe, expect, it } from "vitest";
import type { IncidentSilence } from "#domain/response/silences.ts";
import { readTypedSilence } from "#slack/flows/silence/typed-silence.ts";
import { silencesSection } from "#slack/views/card/silences.ts";
import { at, person } from "#test/support/build.ts";
import { wordsOf } from "#test/support/slack-state.ts";
import { facts, triggered } from "./facts.ts";

describe("what is typed for a silence", () => {
  it.each<[typed: string, minutes: number | null, comment: string]>([
    ["2h noisy disk", 120, "noisy disk"],
    ["for 90 minutes deploy runs", 90, "deploy runs"],
    ["1h30m", 90, ""],
    ["1 d 2 hours known", 1560, "known"],
    ["1w", 10_080, ""],
    ["noisy 2h", null, "noisy 2h"],
    ["2hosts are noisy", null, "2hosts are noisy"],
    ["3 disks are noisy", null, "3 disks are noisy"],
    ["for a while", null, "for a while"],
    ["", null, ""],
  ])("%s", (typed, minutes, comment) => {
    expect(readTypedSilence(typed)).toEqual({ minutes, comment });
  });
});

describe("the card's silences", () => {
  it.each<[what: string, more: Partial<IncidentSilence>, expected: RegExp]>([
    [
      "hold until their end",
      {},
      /^:no_bell: Silenced until .*12:00 UTC.*, by ana: known \(alertname="Disk"\)\.$/,
    ],
    ["are being made", { holdsUntil: null }, /Being silenced until .*12:00 UTC/],
    [
      "wait for their source",
      { holdsUntil: null, trouble: "it cannot be reached" },
      /It waits for prod: it cannot be reached\.$/,
    ],
    [
      "are being extended",
      { wanted: wanted("extend"), until: at("13:00") },
      /12:00 UTC.*being extended until .*13:00 UTC/,
    ],
    ["are being ended", { wanted: wanted("end") }, /Being ended, by ana/],
    [
      "call nobody",
      { comment: "<!channel> & <https://evil.example|ok>" },
      /&lt;!channel&gt; &amp; &lt;https/,
    ],
  ])("%s", (_, more, expected) => {
    expect(shown(silence(more))).toMatch(expected);
  });

  it("are the three that end first, and how many more there are", () => {
    const hours = ["13:00", "11:00", "14:00", "12:00"].map((end) =>
      silence({ until: at(end), holdsUntil: at(end) }),
    );

    expect(shown(...hours)).toMatch(/11:00[\s\S]*12:00[\s\S]*13:00[\s\S]*and 1 more$/);
  });

  it("are none when they are over, or when their time has passed", () => {
    expect(shown(silence({ isOver: true }), silence({ holdsUntil: at("10:00") }))).toBe("");
  });
});

function shown(...silences: readonly IncidentSilence[]): string {
  return wordsOf(silencesSection(facts({ ...triggered(), silences })));
}

function wanted(what: "extend" | "end"): IncidentSilence["wanted"] {
  return { what, by: person("ben"), since: at("10:00") };
}

function silence(more: Partial<IncidentSilence>): IncidentSilence {
  return {
    key: "V1",
    source: "prod",
    matchers: [{ name: "alertname", value: "Disk", isRegex: false, isEqual: true }],
    until: at("12:00"),
    comment: "known",
    link: null,
    by: person("ana"),
    askedAt: at("10:00"),
    wanted: null,
    trouble: null,
    failure: null,
    id: "s1",
    holdsUntil: at("12:00"),
    remindedOf: null,
    isOver: false,
    ...more,
  };
}
