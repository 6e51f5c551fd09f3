import { describe, expect, it } from "vitest";
import { readSchedule } from "#slack/flows/wish/typed-schedule.ts";
import { configuration } from "#test/support/engine.ts";

describe("the schedule that somebody types", () => {
  it.each([
    ["its id", "shop until 18:00", "shop", "until 18:00"],
    ["its name", "Tills until 18:00", "shop", "until 18:00"],
    ["its service", "checkout @bob", "shop", "@bob"],
    ["nothing, by somebody who has one", "", "nights", ""],
    ["a person at once", "<@U00000BOB|bob> until 18:00", "nights", "<@U00000BOB|bob> until 18:00"],
    ["a time at once", "until 18:00", "nights", "until 18:00"],
  ])("is known by %s", (_, typed, schedule, rest) => {
    expect(read(typed, "ann")).toEqual({ kind: "read", schedule, rest });
  });

  it("is asked for when it is left out and several may be meant", () => {
    expect(read("until 18:00", "bob")).toMatchObject({ schedule: null, rest: "until 18:00" });
  });

  it("is guessed when there is none of that name, and to be named when a service has several", () => {
    expect(text(read("nihgts until 18:00", "ann"))).toContain("Did you mean nights?");
    expect(text(read("both until 18:00", "ann"))).toBe(
      "both has several schedules: name shop and nights.",
    );
  });
});

function read(typed: string, person: string): ReturnType<typeof readSchedule> {
  const speaker = { now: Date.UTC(2026, 0, 5, 9), zone: "UTC" };
  return readSchedule(rotas(), { text: typed, person }, speaker);
}

function text(answer: ReturnType<typeof readSchedule>): string {
  return answer.kind === "told" ? answer.answer.text : "";
}

/** Ann is in the nights only, Bob in both. */
function rotas(): ReturnType<typeof configuration> {
  return configuration({
    teams: { checkout: { name: "Checkout", channel: "#c", members: [] } },
    schedules: { shop: rota("Tills", ["bob"]), nights: rota("Nights", ["ann", "bob"]) },
    services: {
      checkout: { name: "Checkout", team: "checkout", policy: "checkout" },
      both: { name: "Both", team: "checkout", policy: "both" },
    },
    policies: {
      checkout: { levels: [{ notify: [{ schedule: "shop" }] }] },
      both: { levels: [{ notify: [{ schedule: "shop" }, { schedule: "nights" }] }] },
    },
  });
}

function rota(name: string, members: readonly string[]): object {
  const layers = [{ anchor: "2026-01-05T09:00", every: { n: 1, unit: "days" }, members }];
  return { name, team: "checkout", timezone: "UTC", layers };
}
