import { describe, expect, it } from "vitest";
import { apply, decide } from "#domain/incident/decide-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { pageKindOf, whyUnwanted } from "#domain/incident/page-wanted.ts";
import {
  acknowledge,
  at,
  type Command,
  incident,
  person,
  resolve,
  target,
} from "#test/support/build.ts";

const [ana, ben] = [person("ana"), person("ben")];
const taken = incident({}, ["10:02", acknowledge(ana)]);
const called = after(taken, ["10:05", page(["ben"])]);

function page(people: readonly string[], key = "one"): Command {
  return { kind: "call-people", by: ana, key, people, reason: "ana asks for your help" };
}

function after(given: Incident, [time, command]: readonly [string, Command]): Incident {
  return apply(given, decide(given, command, at(time)).events);
}

describe("paging somebody by hand", () => {
  it.each<[string, Incident, readonly [string, Command], readonly string[] | string]>([
    ["pages them beside the policy", taken, ["10:05", page(["ben", "dan"])], ["ben", "dan"]],
    ["leaves out whoever has it", taken, ["10:05", page(["ana", "ben"])], ["ben"]],
    ["says so when only they were meant", taken, ["10:05", page(["ana"])], "they have it already"],
    ["is done once", called, ["10:05", page(["ben"])], "they were paged already"],
    [
      "waits a moment before it is done again",
      called,
      ["10:07", page(["ben"], "two")],
      "they were paged a moment ago or have joined",
    ],
    ["is done again when nobody came", called, ["10:11", page(["ben"], "two")], ["ben"]],
    [
      "is not done for what is over",
      after(taken, ["10:03", resolve()]),
      ["10:05", page(["ben"])],
      "it is already resolved",
    ],
  ])("%s", (_, given, [time, command], expected) => {
    const { events, reason } = decide(given, command, at(time));
    const [event] = events.map((entry) => entry.event);
    const people =
      event?.kind === "called" ? event.targets.map((one) => "person" in one && one.person) : reason;

    expect(people).toEqual(expected);
  });

  it("leaves the paging of the policy as it was, but for the step", () => {
    const { step, ...rest } = called.paging;

    expect(step).toBe(taken.paging.step + 1);
    expect({ ...rest, step: taken.paging.step }).toMatchObject({
      state: taken.paging.state,
      level: taken.paging.level,
    });
    expect(pageKindOf({ kind: "called" })).toBe("join");
  });
});

describe("whoever was paged by hand", () => {
  const join = { kind: "join", target: target("ben") } as const;

  it("joins whoever has it by acknowledging", () => {
    const { events, reason } = decide(called, acknowledge(ben), at("10:06"));
    const joined = apply(called, events);

    expect(reason).toBe("joined");
    expect(joined.acknowledgedBy).toEqual(ana);
    expect(whyUnwanted(called, join)).toBeNull();
    expect(whyUnwanted(joined, join)).toBe("they joined before");
    expect(decide(joined, acknowledge(ben), at("10:07")).reason).toBe("somebody else has it");
  });

  it("takes what nobody has", () => {
    const untaken = after(incident(), ["10:01", page(["ben"])]);
    const now = after(untaken, ["10:02", acknowledge(ben)]);

    expect(now.acknowledgedBy).toEqual(ben);
    expect(whyUnwanted(now, join)).toBe("they have it");
  });

  it("is told nothing more once it is over", () => {
    expect(whyUnwanted(after(called, ["10:08", resolve()]), join)).toBe(
      "the incident was over before",
    );
  });
});
