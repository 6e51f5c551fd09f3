import { describe, expect, it } from "vitest";
import { Configuration } from "#domain/configuration/configuration.ts";
import { Permissions } from "#domain/configuration/permissions.ts";
import { type Concern, concernOf, concernOfAll } from "#domain/permission/concern.ts";
import { type Asking, decidePermission } from "#domain/permission/decide-permission.ts";
import { CONFIGURATION } from "#test/support/acme.ts";
import { acknowledge, at, incident, paging, person, policy, roster } from "#test/support/build.ts";

const CONCERN: Concern = {
  team: ["ann"],
  onCall: ["bob"],
  paged: ["cleo"],
  holder: null,
  lead: "fay",
  decider: null,
  admins: ["eve"],
  pagesChannel: false,
};

/** What is decided of somebody of the workspace who is in no list, unless said otherwise. */
function verdict(rules: object, asking: Partial<Asking>): string {
  const decided = decidePermission(Permissions.parse(rules), {
    action: "resolve",
    person: null,
    standing: "member",
    isDecider: false,
    concern: CONCERN,
    groups: new Map(),
    ...asking,
  });
  switch (decided.kind) {
    case "granted":
      return "granted";
    case "ask":
      return `ask ${decided.groups.join()}`;
    case "refused":
      return `${decided.reason}: ${decided.grantees.join()}`;
  }
}

describe("who may do what", () => {
  it.each<[string, object, Partial<Asking>, string]>([
    ["anyone may, when nothing is said", {}, {}, "granted"],
    ["a rule for one action", { resolve: ["responders"] }, {}, "not-listed: responders"],
    ["a rule for another action", { merge: ["responders"] }, {}, "granted"],
    ["a rule for all others", { default: ["responders"] }, {}, "not-listed: responders"],
    [
      "a rule of its own before that for all others",
      { default: ["responders"], resolve: ["anyone"] },
      {},
      "granted",
    ],
    ["an admin", { resolve: ["admins"] }, { person: "eve" }, "granted"],
    [
      "whoever waives it, unless they lead",
      {},
      { action: "waive", person: "ann" },
      "not-listed: lead,admins",
    ],
    [
      "a lead who waives it, when nothing is said",
      {},
      { action: "waive", person: "fay" },
      "granted",
    ],
    [
      "whoever was asked to decide it, though they never led it",
      { default: ["responders"] },
      { action: "waive", isDecider: true },
      "granted",
    ],
    [
      "nothing else for whoever was asked to decide that",
      { resolve: ["lead", "admins"] },
      { isDecider: true },
      "not-listed: lead,admins",
    ],
    [
      "a stranger who is nobody's lead",
      { resolve: ["lead", "admins"] },
      {},
      "not-listed: lead,admins",
    ],
    ["a responder", { resolve: ["responders"] }, { person: "dan" }, "granted"],
    ["one of the team", { resolve: ["team"] }, { person: "ann" }, "granted"],
    ["whoever is on call", { resolve: ["team"] }, { person: "bob" }, "granted"],
    ["whoever was paged", { resolve: ["team"] }, { person: "cleo" }, "granted"],
    ["a responder of another team", { resolve: ["team"] }, { person: "dan" }, "not-listed: team"],
    [
      "whoever took it, which anyone may",
      { resolve: ["team"] },
      { person: "dan", concern: { ...CONCERN, holder: "dan" } },
      "not-listed: team",
    ],
    ["somebody named", { resolve: ["team", "dan"] }, { person: "dan" }, "granted"],
    ["a group nobody asked for yet", { resolve: ["team", "S0LEADS99"] }, {}, "ask S0LEADS99"],
    [
      "nothing is asked of whoever may anyway",
      { resolve: ["S0LEADS99", "team"] },
      { person: "ann" },
      "granted",
    ],
    [
      "one of a group",
      { resolve: ["S0LEADS99"] },
      { groups: new Map([["S0LEADS99", true]]) },
      "granted",
    ],
    [
      "one of none of the groups",
      { resolve: ["S0LEADS99"] },
      { groups: new Map([["S0LEADS99", false]]) },
      "not-listed: S0LEADS99",
    ],
    [
      "one of a group, while another is unknown",
      { resolve: ["S0LEADS99", "S0OTHER99"] },
      {
        groups: new Map([
          ["S0OTHER99", null],
          ["S0LEADS99", true],
        ]),
      },
      "granted",
    ],
    [
      "a group of which Slack says nothing",
      { resolve: ["S0LEADS99"] },
      { person: "dan", groups: new Map([["S0LEADS99", null]]) },
      "group-unknown: S0LEADS99",
    ],
  ])("%s", (_, rules, asking, expected) => {
    expect(verdict(rules, asking)).toBe(expected);
  });

  it.each<[string, object, Partial<Asking>, string]>([
    ["guests may nothing", {}, { standing: "guest" }, "standing: anyone"],
    [
      "not even as responders",
      { resolve: ["responders"] },
      { standing: "guest", person: "dan" },
      "standing: responders",
    ],
    ["what is listed for them", { guests: ["resolve"] }, { standing: "guest" }, "granted"],
    [
      "as full members, no more",
      { guests: ["resolve"], resolve: ["team"] },
      { standing: "guest" },
      "not-listed: team",
    ],
    ["what names them", { resolve: ["gus"] }, { standing: "guest", person: "gus" }, "granted"],
    [
      "nothing of what guests may",
      { guests: ["resolve"] },
      { standing: "of-another-workspace" },
      "standing: anyone",
    ],
    [
      "what is listed for them",
      { otherWorkspaces: ["resolve"] },
      { standing: "of-another-workspace" },
      "granted",
    ],
  ])("guests and people of other workspaces: %s", (_, rules, asking, expected) => {
    expect(verdict(rules, asking)).toBe(expected);
  });

  it.each<[string, Partial<Asking>, string]>([
    ["whoever is paged", { person: "cleo" }, "granted"],
    ["a guest who is paged", { person: "cleo", standing: "guest" }, "granted"],
    ["whoever is on call", { person: "bob" }, "granted"],
    ["whoever has it", { person: "dan", concern: { ...CONCERN, holder: "dan" } }, "granted"],
    ["anyone, when a channel is paged", { concern: { ...CONCERN, pagesChannel: true } }, "granted"],
    [
      "not guests of that channel",
      { concern: { ...CONCERN, pagesChannel: true }, standing: "guest" },
      "standing: zoe,S0LEADS99",
    ],
    [
      "people of the file, while Slack says nothing",
      { person: "dan", groups: new Map([["S0LEADS99", null]]) },
      "granted",
    ],
    [
      "nobody else, while Slack says nothing",
      { groups: new Map([["S0LEADS99", null]]) },
      "group-unknown: zoe,S0LEADS99",
    ],
  ])("acknowledging is never taken from %s", (_, asking, expected) => {
    const rules = { acknowledge: ["zoe", "S0LEADS99"] };

    expect(verdict(rules, { action: "acknowledge", ...asking })).toBe(expected);
  });
});

describe("whom an incident concerns", () => {
  const configuration = Configuration.parse(CONFIGURATION);

  it("is the team of its service, whoever is on call, and whoever was called", () => {
    const paged = incident({ service: "checkout" }, ["10:01", acknowledge(person("dan"))]);

    expect(concernOf(paged, configuration, roster(["bob"], ["eve", "bob"]))).toEqual({
      team: ["ann", "bob"],
      onCall: ["bob", "eve"],
      paged: ["ana"],
      holder: "dan",
      lead: "dan",
      decider: null,
      admins: ["eve"],
      pagesChannel: false,
    });
  });

  it("is the team of the default route, when the service is gone", () => {
    expect(concernOf(incident({ service: "gone" }), configuration, roster()).team).toEqual([
      "ann",
      "bob",
    ]);
  });

  it("is everybody whom it could concern, without an incident", () => {
    expect(concernOfAll(configuration)).toMatchObject({
      team: ["ann", "bob", "eve"],
      paged: [],
      onCall: [],
    });
  });

  it("is a channel's readers from the level on that pages it", () => {
    const twoLevels = policy(2);
    const [first, second] = twoLevels.levels;
    const notify = [{ channel: "#shop", mention: "here" as const }];
    const levels = first && second ? [first, { ...second, notify }] : [];
    const run = paging({ policy: { ...twoLevels, levels } });
    function pagesChannel(more: object): boolean {
      const waiting = { ...incident(), paging: { ...run, ...more } };
      return concernOf(waiting, configuration, roster()).pagesChannel;
    }

    expect(pagesChannel({ level: 0 })).toBe(false);
    expect(pagesChannel({ level: 1 })).toBe(true);
    expect(pagesChannel({ level: 0, round: 2 })).toBe(true);
    expect(pagesChannel({ level: 1, step: 0 })).toBe(false);
  });

  it("is whoever is the last resort, once they are called", () => {
    const run = paging({ exhaustedSince: at("10:20") });
    const people = { ...roster(), fallback: [{ kind: "person" as const, person: "eve" }] };

    expect(concernOf({ ...incident(), paging: run }, configuration, people)).toMatchObject({
      paged: ["eve"],
      pagesChannel: false,
    });
    expect(concernOf({ ...incident(), paging: run }, configuration, roster()).pagesChannel).toBe(
      true,
    );
  });
});
