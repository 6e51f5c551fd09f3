import { describe, expect, it } from "vitest";
import { type Episode, followEpisodes, isSeen } from "#domain/impairment-episode.ts";
import { byUrgency, type Impairment, type Risk } from "#domain/impairment.ts";
import { at } from "#test/support/build.ts";

const SAID = {
  words: "Prometheus does not answer",
  consequence: "Nobody knows budgets.",
  fix: "Start it.",
};

function seen(severity: Risk = "degraded"): Impairment {
  return { ...SAID, severity, part: "prometheus", key: "", since: at("09:00") };
}

/** When which process looks, and what it sees. */
type Look = readonly [string, string, Risk | null];

/** What people are told when processes look one after another. */
function story(looks: readonly Look[]): readonly string[] {
  const told: string[] = [];
  let stored: readonly Episode[] = [];
  for (const [time, process, severity] of looks) {
    const now = at(time);
    const impairments = severity === null ? [] : [seen(severity)];
    const followed = followEpisodes(stored, { impairments, process, now });
    for (const { isNews, hasTurned, episode } of followed) {
      if (isNews) told.push(`${time} ${episode.severity}`);
      if (hasTurned) told.push(`${time} ${episode.endedAt === null ? "is back" : "over"}`);
    }
    stored =
      followed.length === 0 ? stored : followed.map(({ episode }) => ({ ...episode, id: 1 }));
  }
  return told;
}

describe("what is wrong with Muster", () => {
  it.each<readonly [string, readonly Look[], readonly string[]]>([
    [
      "is not told before it has lasted a minute",
      [
        ["10:00", "a", "degraded"],
        ["10:00:50", "a", "degraded"],
      ],
      [],
    ],
    [
      "is told once, and that it is over",
      [
        ["10:00", "a", "degraded"],
        ["10:01", "a", "degraded"],
        ["10:02", "a", "degraded"],
        ["10:03", "a", null],
      ],
      ["10:01 degraded", "10:03 over"],
    ],
    [
      "that was over before it was told is told nobody",
      [
        ["10:00", "a", "degraded"],
        ["10:00:30", "a", null],
      ],
      [],
    ],
    [
      "that comes and goes for seconds is never told",
      [
        ["10:00", "a", "degraded"],
        ["10:00:30", "a", null],
        ["10:05", "a", "degraded"],
        ["10:05:30", "a", null],
      ],
      [],
    ],
    [
      "is one message while it flaps, which says how it stands",
      [
        ["10:00", "a", "degraded"],
        ["10:01", "a", "degraded"],
        ["10:02", "a", null],
        ["10:10", "a", "degraded"],
        ["10:20", "a", null],
      ],
      ["10:01 degraded", "10:02 over", "10:10 is back", "10:20 over"],
    ],
    [
      "is told anew when it comes back after half an hour",
      [
        ["10:00", "a", "degraded"],
        ["10:01", "a", "degraded"],
        ["10:02", "a", null],
        ["10:40", "a", "degraded"],
        ["10:41", "a", "degraded"],
      ],
      ["10:01 degraded", "10:02 over", "10:41 degraded"],
    ],
    [
      "is told anew when pages are at risk again half an hour after that was told",
      [
        ["10:00", "a", "pages-at-risk"],
        ["10:01", "a", "pages-at-risk"],
        ["10:20", "a", null],
        ["10:25", "a", "pages-at-risk"],
        ["10:40", "a", null],
        ["10:45", "a", "pages-at-risk"],
        ["10:46", "a", "pages-at-risk"],
      ],
      ["10:01 pages-at-risk", "10:20 over", "10:25 is back", "10:40 over", "10:46 pages-at-risk"],
    ],
    [
      "is told again once pages are at risk, but not when they no longer are",
      [
        ["10:00", "a", "degraded"],
        ["10:01", "a", "degraded"],
        ["10:02", "a", "pages-at-risk"],
        ["10:03", "a", "degraded"],
        ["10:04", "a", "pages-at-risk"],
      ],
      ["10:01 degraded", "10:02 pages-at-risk"],
    ],
    [
      "is told once by two processes, and over when neither sees it",
      [
        ["10:00", "a", "degraded"],
        ["10:00:10", "b", "degraded"],
        ["10:01", "b", "degraded"],
        ["10:01:10", "a", "degraded"],
        ["10:01:20", "a", null],
        ["10:01:30", "b", null],
      ],
      ["10:01 degraded", "10:01:30 over"],
    ],
    [
      "is over a while after the process that saw it is gone",
      [
        ["10:00", "a", "degraded"],
        ["10:01", "a", "degraded"],
        ["10:02", "b", null],
        ["10:03", "b", null],
      ],
      ["10:01 degraded", "10:03 over"],
    ],
    [
      "is no second message after a restart",
      [
        ["10:00", "a", "degraded"],
        ["10:01", "a", "degraded"],
        ["10:05", "b", "degraded"],
        ["10:07", "b", "degraded"],
      ],
      ["10:01 degraded"],
    ],
  ])("%s", (_, looks, expected) => {
    expect(story(looks)).toEqual(expected);
  });

  it("is listed with what endangers pages first, then the oldest", () => {
    const [risky, old] = [seen("pages-at-risk"), { ...seen(), since: at("08:00") }];

    expect([seen(), old, risky].toSorted(byUrgency)).toEqual([risky, old, seen()]);
  });
});

describe("trouble that is still open", () => {
  it.each([
    ["by the process that saw it last a minute ago", { a: "09:59" }, true],
    ["by one of two", { a: "09:00", b: "09:59" }, true],
    ["by none once all that saw it are gone", { a: "09:00", b: "09:58" }, false],
    ["by none where none did", {}, false],
  ])("is seen %s", (_, times, expected) => {
    const entries = Object.entries<string>(times).map(([name, time]) => [name, at(time)] as const);

    expect(isSeen({ seenBy: Object.fromEntries(entries) }, at("10:00"))).toBe(expected);
  });
});
