import { DateTime } from "luxon";
import { expect, it } from "vitest";
import { checkConfiguration } from "#domain/check/check-configuration.ts";
import { Configuration } from "#domain/configuration/configuration.ts";
import { formatPath } from "#domain/configuration/finding.ts";

/** A Monday. */
const NOW = DateTime.utc(2026, 11, 23, 10);
const ann = { person: "ann" };
const bob = { person: "bob" };

function schedule(members: readonly (string | null)[], more: object = {}) {
  const layers = [{ anchor: "2026-01-05T09:00", every: { n: 1, unit: "weeks" }, members }];
  const coverage = { windows: [{ days: [1], from: "09:00", to: "09:01" }] };
  return { name: "S", team: "shop", timezone: "UTC", layers, coverage, ...more };
}

/** What is wrong with these levels, without what every small configuration lacks. */
function check(
  levels: readonly object[],
  { schedules = {}, policy = {} }: { schedules?: object; policy?: object } = {},
): readonly string[] {
  const configuration = Configuration.parse({
    people: {
      ann: { name: "Ann", slack: "U00000ANN", admin: true },
      bob: { name: "Bob", slack: "U00000BOB", admin: true },
    },
    teams: { shop: { name: "Shop", channel: "#shop" } },
    services: { api: { name: "API", team: "shop", policy: "usual", runbook: "errors" } },
    schedules,
    policies: { usual: { levels, ...policy } },
    routes: { service: "api" },
    sources: { am: { type: "alertmanager", api: { url: "http://am:9093" }, heartbeat: {} } },
  });
  return checkConfiguration(configuration, { runbooks: null, now: NOW })
    .filter(({ path }) => path[0] === "policies" || path.includes("fallback"))
    .map(({ level, path, message }) => `${level} ${formatPath(path)}: ${message}`);
}

it.each<[string, readonly string[], readonly string[]]>([
  ["nothing in levels of different people", check([{ notify: [ann] }, { notify: [bob] }]), []],
  [
    "a delay in which nobody wakes up",
    check([{ notify: [ann], delay: "PT59S" }]),
    [
      "warning policies.usual.levels[0].delay: nobody who was asleep can acknowledge within less than a minute",
    ],
  ],
  [
    "retries that the delay leaves no time for",
    check([{ notify: [ann], delay: "PT10M", retry: { every: "PT4M", times: 5 } }]),
    ["warning policies.usual.levels[0].retry: its delay is over after 2 of 5 retries"],
  ],
  [
    "a retry that takes as long as the delay",
    check([{ notify: [ann], retry: { every: "PT5M", times: 1 } }]),
    ["warning policies.usual.levels[0].retry: its delay is over after 0 of 1 retries"],
  ],
  [
    "nothing in retries that fit",
    check([{ notify: [ann], delay: "PT10M", retry: { every: "PT4M", times: 2 } }]),
    [],
  ],
  [
    "unknown people of the last resort",
    check([{ notify: [ann] }], { policy: { exhausted: { people: ["bob", "bbo"] } } }),
    ["error policies.usual.exhausted.people[1]: there is no bbo under people"],
  ],
  [
    "a time at which no level has anybody",
    check([{ notify: [{ schedule: "rota" }] }], { schedules: { rota: schedule(["ann", null]) } }),
    [
      "warning policies.usual: no level of it has anybody on Mon 30 Nov 2026 09:00 UTC: the last resort is called at once",
    ],
  ],
  [
    "hours that leave a policy empty",
    check([
      {
        notify: [ann],
        when: { timezone: "UTC", windows: [{ days: [1], from: "09:00", to: "17:00" }] },
      },
    ]),
    [
      "warning policies.usual: no level of it has anybody on Mon 23 Nov 2026 17:00 UTC: the last resort is called at once",
    ],
  ],
  [
    "nothing where somebody stands in",
    check([{ notify: [{ schedule: "rota" }] }], {
      schedules: { rota: schedule(["ann", null], { fallback: bob }) },
    }),
    [],
  ],
  [
    "somebody on two levels at the same time",
    check([{ notify: [{ schedule: "rota" }] }, { notify: [bob] }], {
      schedules: { rota: schedule(["ann", "bob"]) },
    }),
    [
      "warning policies.usual.levels[1]: bob is on level 1 as well, such as on Mon 30 Nov 2026 09:00 UTC",
    ],
  ],
  [
    "stand-ins that are not there",
    check([{ notify: [ann] }, { notify: [{ schedule: "rota" }] }], {
      schedules: {
        rota: schedule(["bob"], { fallback: { schedule: "rtoa" } }),
        other: schedule(["bob"], { fallback: { person: "nan" } }),
      },
    }),
    [
      "error schedules.rota.fallback.schedule: there is no rtoa under schedules",
      "error schedules.other.fallback.person: there is no nan under people",
    ],
  ],
  [
    "schedules that stand in for each other",
    check([{ notify: [ann] }, { notify: [{ schedule: "one" }, { schedule: "two" }] }], {
      schedules: {
        one: schedule(["bob"], { fallback: { schedule: "two" } }),
        two: schedule(["bob"], { fallback: { schedule: "one" } }),
      },
    }),
    [
      "error schedules.one.fallback: the schedules stand in for each other in a circle, so nobody may be left",
      "error schedules.two.fallback: the schedules stand in for each other in a circle, so nobody may be left",
    ],
  ],
])("muster check finds %s", (_, found, expected) => {
  expect(found).toEqual(expected);
});
