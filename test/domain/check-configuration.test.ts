import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { checkConfiguration } from "#domain/check/check-configuration.ts";
import { Configuration } from "#domain/configuration/configuration.ts";
import { formatPath } from "#domain/configuration/finding.ts";

const CLEAN = {
  people: {
    alice: { name: "Alice", slack: "U0ALICE01", email: "alice@example.com", admin: true },
    bob: { name: "Bob", slack: "U0BOB0001", email: "bob@example.com" },
  },
  teams: { shop: { name: "Shop", channel: "#shop", members: ["alice", "bob"] } },
  services: { api: { name: "API", team: "shop", policy: "usual", runbook: "errors" } },
  policies: { usual: { levels: [levelOf({ person: "alice" }), levelOf({ person: "bob" })] } },
  routes: { service: "api" },
  sources: { am: { type: "alertmanager", api: { url: "http://am:9093" }, heartbeat: {} } },
};
const api = CLEAN.services.api;

function levelOf(...notify: object[]) {
  return { notify };
}

function scheduled(layer: object, changes: object = {}) {
  const usual = { anchor: "2026-01-05T09:00", every: { n: 1, unit: "days" }, members: ["bob"] };
  const days = { name: "Days", team: "shop", timezone: "UTC", layers: [{ ...usual, ...layer }] };
  return {
    schedules: { days: { ...days, ...changes } },
    policies: { usual: { levels: [levelOf({ person: "alice" }), levelOf({ schedule: "days" })] } },
  };
}

function check(changes: object, runbooks: ReadonlySet<string> | null = new Set(["errors"])) {
  const configuration = Configuration.parse({ ...CLEAN, ...changes });
  return checkConfiguration(configuration, { runbooks }).map(
    ({ level, path, message, fix }) => `${level} ${formatPath(path)}: ${message} -> ${fix}`,
  );
}

function routes(...branches: object[]) {
  return { routes: { service: "api", routes: branches } };
}

describe("checkConfiguration", () => {
  it("finds nothing in a clean configuration", () => {
    expect(check({})).toEqual([]);
  });

  it.each<[string, object, string]>([
    [
      "two people with one Slack id",
      { people: { ...CLEAN.people, bob: { name: "Bob", slack: "U0ALICE01" } } },
      "error people.bob.slack: alice has the slack U0ALICE01 too -> give each person their own, or keep one entry",
    ],
    [
      "two people with one address, however it is written",
      { people: { ...CLEAN.people, bob: { name: "Bob", email: "Alice@Example.com" } } },
      "error people.bob.email: alice has the email alice@example.com too -> give each person their own, or keep one entry",
    ],
    [
      "somebody whom no policy names",
      { people: { ...CLEAN.people, carol: { name: "Carol", slack: "U0CAROL01" } } },
      "warning people.carol: nobody ever pages Carol -> add them to a level of a policy that a service uses, or take them out",
    ],
    [
      "an unknown member of a schedule",
      scheduled({ members: ["bob", null, "alicee"] }),
      "error schedules.days.layers[0].members[2]: there is no alicee under people -> did you mean alice?",
    ],
    [
      "a schedule of a team that is not there",
      scheduled({}, { team: "shpo" }),
      "error schedules.days.team: there is no shpo under teams -> did you mean shop?",
    ],
    [
      "turns of hours that begin when clocks may change",
      scheduled({ anchor: "2026-01-05T18:30", every: { n: 8, unit: "hours" } }),
      "warning schedules.days.layers[0].anchor: turns of 8 hours from this one on change hands after midnight, when clocks may skip or repeat the hour -> let the anchor be a few hours earlier or later",
    ],
    [
      "a window that closes when clocks may change",
      scheduled({ windows: [{ from: "18:00", to: "02:30" }] }),
      "warning schedules.days.layers[0].windows[0].to: it closes after midnight, when clocks may skip or repeat the hour -> choose a time that every night has once, such as 00:00 or 08:00",
    ],
    [
      "a schedule that changes hands at night",
      scheduled({ anchor: "2026-01-05T02:30" }),
      "warning schedules.days.layers[0].anchor: it changes hands at night, when clocks may change and people are asleep -> let the anchor be in working hours, such as 09:00",
    ],
    [
      "a schedule that no policy names",
      { ...scheduled({}), policies: CLEAN.policies },
      "warning schedules.days: no policy uses the schedule days -> name it in a level of a policy, or take it out",
    ],
    [
      "a level that names a schedule that is not there",
      {
        policies: {
          usual: {
            levels: [
              ...CLEAN.policies.usual.levels,
              levelOf({ person: "bob" }, { schedule: "dyas" }),
            ],
          },
        },
      },
      "error policies.usual.levels[2].notify[1].schedule: there is no dyas under schedules -> add dyas under schedules",
    ],
    [
      "an unknown member of a team",
      { teams: { shop: { ...CLEAN.teams.shop, members: ["alcie"] } } },
      "error teams.shop.members[0]: there is no alcie under people -> did you mean alice?",
    ],
    [
      "an unknown team",
      { services: { api: { ...api, team: "warehouse" } } },
      "error services.api.team: there is no warehouse under teams -> add warehouse under teams",
    ],
    [
      "a service without a runbook",
      { services: { api: { ...api, runbook: undefined } } },
      "warning services.api: API has no runbook of its own -> set runbook to the name of a file in runbooks/ without .md, or to an address",
    ],
    [
      "a runbook that is not there, with a close name",
      { services: { api: { ...api, runbook: "error" } } },
      "error services.api.runbook: there is no runbook error -> did you mean errors?",
    ],
    [
      "a runbook that is not an address that people can be sent to",
      { services: { api: { ...api, runbook: "javascript:alert(1)" } } },
      "error services.api.runbook: there is no runbook javascript:alert(1) -> write a file of that name with .md in runbooks/, or give an http or https address",
    ],
    [
      "an unknown service of the root",
      { routes: { service: "apo" } },
      "error routes.service: there is no apo under services -> did you mean api?",
    ],
    [
      "an unknown service of a deep branch",
      routes({ matchers: ["a=1"], routes: [{ matchers: ["b=1"], service: "web" }] }),
      "error routes.routes[0].routes[0].service: there is no web under services -> add web under services",
    ],
    [
      "a sibling with the same matchers",
      routes({ matchers: ["a=1", "b=2"] }, { matchers: ["b=2", "a=1"] }),
      "warning routes.routes[1]: routes[0] before it takes all its alerts: this route is never taken -> move it before routes[0], set continue: true there, or take it out",
    ],
    [
      "a sibling with wider matchers",
      routes({ matchers: ["a=~1|2"] }, { matchers: ["b=2"] }, { matchers: ["a=2", "b=1"] }),
      "warning routes.routes[2]: routes[0] before it takes all its alerts: this route is never taken -> move it before routes[0], set continue: true there, or take it out",
    ],
    [
      "a branch that contradicts the one above",
      routes({ matchers: ["a=1"], routes: [{ matchers: ["b=1", "a!=1"] }] }),
      'warning routes.routes[0].routes[0].matchers[1]: no alert can be both a="1" and a!="1": this route is never taken -> correct the matcher, or take the route out',
    ],
    [
      "no source at all",
      { sources: {} },
      "warning sources: nobody can send alerts -> add a source, such as an alertmanager",
    ],
    [
      "a source without an API",
      { sources: { am: { ...CLEAN.sources.am, api: undefined } } },
      "warning sources.am: am has no api: alerts that end while they are silenced are never seen to end -> set api.url to where Alertmanager's API is",
    ],
    [
      "a source without a heartbeat",
      { sources: { am: { ...CLEAN.sources.am, heartbeat: undefined } } },
      "warning sources.am: am has no heartbeat: nobody is told when alerting itself has gone blind -> send it an alert that always fires, such as Watchdog, and set heartbeat.alertname to its name",
    ],
    [
      "an API with two kinds of secrets",
      {
        sources: {
          am: {
            ...CLEAN.sources.am,
            api: { url: "http://am", bearer: "A", basic: { username: "u", password: "B" } },
          },
        },
      },
      "error sources.am.api.bearer: api has both basic and bearer, and one request can carry only one -> keep the one that Alertmanager asks for",
    ],
  ])("finds %s", (_, changes, finding) => {
    expect(check(changes)).toEqual([finding]);
  });

  it("finds people of a level that nobody knows, and that the level reaches nobody", () => {
    const levels = [levelOf({ person: "alice" }, { person: "bob" }, { person: "x" })];
    const empty = [levelOf({ person: "alice" }, { person: "bob" }), levelOf({ person: "x" })];
    const unknown = "there is no x under people -> add x under people";

    expect(check({ policies: { usual: { levels } } })).toEqual([
      `error policies.usual.levels[0].notify[2].person: ${unknown}`,
    ]);
    expect(check({ policies: { usual: { levels: empty } } })).toEqual([
      `error policies.usual.levels[1].notify[0].person: ${unknown}`,
      "error policies.usual.levels[1]: this level reaches nobody -> name a schedule, a person or a channel",
    ]);
  });

  it("finds an unknown policy, and the one that is then not used", () => {
    const [unknown, idle, ...more] = check({ services: { api: { ...api, policy: "usal" } } });

    expect(unknown).toBe(
      "error services.api.policy: there is no usal under policies -> did you mean usual?",
    );
    expect(idle).toBe(
      "warning policies.usual: no service uses the policy usual -> name it as the policy of a service, or take it out",
    );
    expect(more).toEqual([expect.stringContaining("nobody ever pages Bob")]);
  });

  it("finds a service for which only channels are told", () => {
    const [first] = check({ policies: { usual: { levels: [levelOf({ channel: "#shop" })] } } });

    expect(first).toBe(
      "warning services.api.policy: the policy usual tells channels only: nobody is woken for API -> add a person to a level of policies.usual, or name another policy",
    );
  });

  it("finds that nobody is an admin", () => {
    const people = { ...CLEAN.people, alice: { ...CLEAN.people.alice, admin: false } };

    expect(check({ people })).toEqual([
      expect.stringMatching(/^warning people: nobody is an admin/),
    ]);
  });

  it.each<[string, object]>([
    [
      "an earlier sibling that continues",
      routes({ matchers: ["a=1"], continue: true }, { matchers: ["a=1"] }),
    ],
    [
      "an earlier sibling that is narrower",
      routes({ matchers: ["a=1", "b=1"] }, { matchers: ["a=1"] }),
    ],
    ["a pattern that only may overlap", routes({ matchers: ["a=~x.*"] }, { matchers: ["a=~.*y"] })],
    [
      "a runbook that is an address",
      { services: { api: { ...api, runbook: "https://wiki/api" } } },
    ],
  ])("accepts %s", (_, changes) => {
    expect(check(changes)).toEqual([]);
  });

  it("says nothing of runbooks when nobody has looked", () => {
    expect(check({ services: { api: { ...api, runbook: "unheard-of" } } }, null)).toEqual([]);
  });

  it("says of a gap in the days to come when nobody is on call", { tags: ["I55"] }, () => {
    const windows = [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "20:00" }];
    const configuration = Configuration.parse({ ...CLEAN, ...scheduled({ windows }) });
    const now = DateTime.fromISO("2026-01-09T12:00Z", { zone: "utc" });

    const problems = checkConfiguration(configuration, { runbooks: null, now });

    expect(problems.map(({ message, fix }) => `${message} -> ${fix}`)).toContain(
      "nobody is on call from Fri 9 Jan 2026 20:00 to Mon 12 Jan 2026 08:00 (UTC), and 20 more in the next 30 days -> let a layer cover it, or say in coverage when somebody must be on call; muster gaps days lists them",
    );
  });
});
