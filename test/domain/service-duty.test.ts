import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { createRotas } from "#domain/schedule/rotas.ts";
import { serviceDuties, servicesAround } from "#domain/service/service-duty.ts";
import { configuration } from "#test/support/engine.ts";

const DAYS = { team: "checkout", timezone: "UTC" };
const layer = { anchor: "2026-01-05T09:00", every: { n: 1, unit: "days" } };
const settings = configuration({
  teams: {
    checkout: { name: "Checkout", channel: "#checkout", members: ["ann"] },
    data: { name: "Data", channel: "#data" },
  },
  schedules: {
    first: { name: "First", ...DAYS, layers: [{ ...layer, members: [null, "ann"] }] },
    second: { name: "Second", ...DAYS, layers: [{ ...layer, members: ["bob", "eve"] }] },
  },
  policies: {
    shop: { levels: [levelOf({ schedule: "first" }), levelOf({ schedule: "second" })] },
    lonely: { levels: [levelOf({ schedule: "first" })] },
    fixed: { levels: [levelOf({ channel: "#data" }), levelOf({ person: "eve" })] },
  },
  services: {
    cart: { name: "Cart", team: "checkout", policy: "shop" },
    lake: { name: "Lake", team: "data", policy: "fixed" },
    pay: { name: "Pay", team: "checkout", policy: "shop" },
    search: { name: "Search", team: "data", policy: "lonely" },
  },
  routes: { service: "cart" },
});

function levelOf(target: object): object {
  return { notify: [target] };
}

function duties(now: string): readonly unknown[] {
  const present = {
    configuration: settings,
    rotas: createRotas(settings.schedules),
    now: DateTime.fromISO(now, { zone: "utc" }),
  };
  return serviceDuties([...settings.services.values()], present).map((duty) => [
    duty.services.map(({ id }) => id).join(" "),
    duty.people.join(" "),
    duty.backup.join(" "),
    duty.duty?.next?.person ?? null,
  ]);
}

describe("who is on call for the services", () => {
  it("is whom the first level pages that has somebody, with whoever comes after", () => {
    expect(duties("2026-01-06T12:00Z")).toEqual([
      ["cart pay", "ann", "eve", null],
      ["lake", "eve", "", null],
      ["search", "ann", "", null],
    ]);
  });

  it("is nobody when no level has a person", () => {
    expect(duties("2026-01-05T12:00Z")).toEqual([
      ["cart pay", "bob", "", "eve"],
      ["lake", "eve", "", null],
      ["search", "", "", "ann"],
    ]);
  });
});

describe("the services around a person", () => {
  it.each([
    ["ann", ["cart", "pay", "search"]],
    ["bob", ["cart", "pay"]],
    ["gus", []],
  ])("of %s are those of the teams and of the turns", (person, ids) => {
    expect(servicesAround(settings, person).map(({ id }) => id)).toEqual(ids);
  });
});
