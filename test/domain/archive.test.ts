import { Duration } from "luxon";
import { expect, it } from "vitest";
import { archiveStep } from "#domain/response/archive.ts";
import { at } from "#test/support/build.ts";

const ended = at("10:00");

it.each([
  ["nobody is told early", { days: 5, hours: 23 }, null, "wait"],
  ["people are told a day before", { days: 6 }, null, "tell"],
  ["it waits for its time", { days: 6, hours: 23 }, { days: 6 }, "wait"],
  ["it is archived at its time", { days: 7 }, { days: 6 }, "archive"],
  ["whoever is told late has a day all the same", { days: 9 }, { days: 8, hours: 1 }, "wait"],
  ["what was told of an earlier end does not count", { days: 9 }, { days: -1 }, "tell"],
] as const)("%s", (_, now, told, step) => {
  const toldAt = told === null ? null : ended.plus(told);
  const facts = { endedAt: ended, archiveAfter: Duration.fromISO("P7D"), toldAt };

  expect(archiveStep(facts, ended.plus(now))).toBe(step);
});

it("of a short time the half is for telling", () => {
  const facts = { endedAt: ended, archiveAfter: Duration.fromISO("PT2H"), toldAt: null };

  expect(archiveStep(facts, at("10:59"))).toBe("wait");
  expect(archiveStep(facts, at("11:00"))).toBe("tell");
});
