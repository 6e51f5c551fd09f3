import { describe, expect, it } from "vitest";
import { chooseSchedules } from "#slack/flows/oncall/choose-schedules.ts";
import { configuration } from "#test/support/engine.ts";

describe("the schedules that somebody asks about", () => {
  it.each([
    ["an id", "tills", ["tills"]],
    ["an id in capitals", "TILLS", ["tills"]],
    ["a name", "Nightwatch", ["nights"]],
    ["a service", "checkout", ["tills"]],
    ["a team", "shop", ["tills", "nights"]],
  ])("are known by %s", (_, typed, ids) => {
    expect(chooseSchedules(rotas(), null, typed)).toEqual({ kind: "chosen", ids });
  });

  it("are those around the person who names none, and everybody's for others", () => {
    expect(chooseSchedules(rotas(), "ann", null)).toMatchObject({ ids: ["nights"] });
    expect(chooseSchedules(rotas(), null, null)).toMatchObject({ ids: ["tills", "nights"] });
  });

  it("are listed for who names what is not there", () => {
    const chosen = chooseSchedules(rotas(), null, "nope");

    expect(chosen).toMatchObject({ reason: { text: expect.stringContaining("tills, nights") } });
  });
});

function rotas(): ReturnType<typeof configuration> {
  return configuration({
    teams: { shop: { name: "Shop", channel: "#c", members: [] } },
    schedules: { tills: rota("Tills", ["bob"]), nights: rota("Nightwatch", ["ann", "bob"]) },
    services: { checkout: { name: "Checkout", team: "shop", policy: "checkout" } },
    policies: { checkout: { levels: [{ notify: [{ schedule: "tills" }] }] } },
  });
}

function rota(name: string, members: readonly string[]): object {
  const layers = [{ anchor: "2026-01-05T09:00", every: { n: 1, unit: "days" }, members }];
  return { name, team: "shop", timezone: "UTC", layers };
}
