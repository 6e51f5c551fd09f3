import { describe, expect, it } from "vitest";
import { known, unknown } from "#domain/postmortem/known.ts";
import type { Moment } from "#domain/response/life.ts";
import {
  acknowledge,
  alerts,
  alertsChanged,
  at,
  type Command,
  person,
  resolve,
} from "#test/support/build.ts";
import { budget, factsOf, page, story, WHOLE } from "#test/support/postmortem-facts.ts";

const [ANA, BEN] = [person("ana"), person("ben")];

/** Each chapter as its time, how that is known, and the minutes since the one before; or why it is not known. */
function chaptersOf({ timings }: ReturnType<typeof factsOf>): readonly unknown[] {
  return timings.chapters.map(({ name, at: when, after }) => {
    if (when.kind === "unknown") return [name, when.reason];
    const gap = after === null ? null : [after.name, after.length.as("minutes")];
    return [name, when.value.at.toFormat("HH:mm:ss"), when.value.from, gap];
  });
}

function correct(moment: Moment, time: string): Command {
  return { kind: "correct-times", by: ANA, times: new Map([[moment, at(time)]]), reason: "log" };
}

describe("timings", () => {
  it("are told with how they are known and the gaps between them", () => {
    expect(chaptersOf(factsOf(WHOLE))).toEqual([
      ["impact", "10:00:00", "as the first alert says, which starts late", null],
      ["first-alert", "10:00:00", "since when the alert fires", ["impact", 0]],
      ["first-page", "10:00:40", "when it was sent", ["first-alert", 40 / 60]],
      ["acknowledged", "10:04:40", "when somebody took it", ["first-page", 4]],
      ["mitigated", "10:20:00", "when somebody said so", ["acknowledged", 15 + 20 / 60]],
      ["resolved", "10:30:00", "when somebody resolved it", ["mitigated", 10]],
    ]);
  });

  it("begin where the metric shows it, and with the first of several budgets", () => {
    const budgets = known([budget("09:55", "10:15"), budget("09:52", "10:18")]);
    const facts = factsOf(WHOLE, { budgets });

    expect(chaptersOf(facts)[0]).toEqual(["impact", "09:52:00", "as the metric shows", null]);
    expect(facts.timings.impactLength).toMatchObject({ kind: "known" });
    expect(lengthOf(facts)).toBe(26);
  });

  it("begin where people say, whatever the metric shows", () => {
    const given = {
      kind: "give-impact",
      by: ANA,
      start: at("09:40"),
      end: at("10:10"),
      reason: "log",
    } as const;
    const facts = factsOf([...WHOLE, ["10:40", given]], {
      budgets: known([budget("09:55", "10:15")]),
    });

    expect(chaptersOf(facts)[0]).toEqual(["impact", "09:40:00", "as people gave it", null]);
    expect(lengthOf(facts)).toBe(30);
  });

  it("say why something is not known, and count the next gap from what is", () => {
    const facts = factsOf([["10:30", resolve()]], { pages: [page("10:01", { state: "failed" })] });

    expect(chaptersOf(facts)).toEqual([
      expect.anything(),
      expect.anything(),
      ["first-page", "no page is known to have arrived"],
      ["acknowledged", "nobody acknowledged it"],
      [
        "mitigated",
        "10:30:00",
        "taken from the end of the alerts, since nobody said when",
        ["first-alert", 30],
      ],
      ["resolved", "10:30:00", "when somebody resolved it", ["mitigated", 0]],
    ]);
  });

  it("are not known while it goes on", () => {
    const facts = factsOf([["10:04", acknowledge()]], { pages: [] });

    expect(chaptersOf(facts).slice(2)).toEqual([
      ["first-page", "nobody was paged"],
      ["acknowledged", "10:04:00", "when somebody took it", ["first-alert", 4]],
      ["mitigated", "it has not been mitigated"],
      ["resolved", "it is not over"],
    ]);
    expect(facts.timings.impactLength).toEqual(unknown("it goes on"));
  });

  it("are told to be out of order when they are", () => {
    const late = known([budget("10:10", "10:15")]);

    expect(chaptersOf(factsOf(WHOLE, { budgets: late }))[1]).toEqual([
      "first-alert",
      "10:00:00",
      "since when the alert fires",
      ["impact", -10],
    ]);
    const never = factsOf(WHOLE, { budgets: known([budget("10:25", "10:24")]) });
    expect(never.timings.impactLength).toEqual(unknown("the times are out of order"));
  });

  it("say what people corrected", () => {
    const facts = factsOf([...WHOLE, ["10:40", correct("mitigated", "10:12")]]);

    expect(chaptersOf(facts)[4]).toEqual([
      "mitigated",
      "10:12:00",
      "as people corrected it",
      ["acknowledged", 7 + 20 / 60],
    ]);
  });

  it("know of an incident that was declared when alerts came, if any did", () => {
    const joined = alertsChanged({ joined: alerts("Slow"), severity: "SEV2" });
    const declared = story([["10:06", joined]], { by: BEN });
    const alone = story([], { by: BEN });

    expect(chaptersOf(factsOf([], declared)).slice(0, 2)).toEqual([
      ["impact", "10:00:00", "when somebody said that it began", null],
      ["first-alert", "10:06:00", "when the alert came", ["impact", 6]],
    ]);
    expect(chaptersOf(factsOf([], alone))[1]).toEqual([
      "first-alert",
      "it was declared by hand, and no alert came",
    ]);
  });
});

function lengthOf({ timings: { impactLength } }: ReturnType<typeof factsOf>): number | null {
  return impactLength.kind === "known" ? impactLength.value.as("minutes") : null;
}
