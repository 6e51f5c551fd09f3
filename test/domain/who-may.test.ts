import { describe, expect, it } from "vitest";
import { Configuration } from "#domain/configuration/configuration.ts";
import type { Action } from "#domain/configuration/permissions.ts";
import { concernOfAll } from "#domain/permission/concern.ts";
import { whoMay } from "#domain/permission/who-may.ts";
import { CONFIGURATION } from "#test/support/acme.ts";

describe("who could be asked in place of somebody who may not", () => {
  const people = Object.fromEntries(
    ["ann", "bob", "cleo", "dan"].map((id) => {
      return [id, { name: id, email: `${id}@example.com`, admin: id === "dan" }];
    }),
  );
  function named(permissions: object, action: Action): string {
    const configuration = Configuration.parse({ ...CONFIGURATION, people, permissions });
    const nobody = concernOfAll(configuration);
    const concern = { ...nobody, lead: "cleo", team: ["ann"], onCall: ["bob"], paged: ["cleo"] };
    const may = whoMay(configuration, action, concern);
    return [...may.people, ...may.groups].join(" ");
  }

  it.each<[string, object, Action, string]>([
    ["whoever is awake, then the team, then admins", {}, "resolve", "bob cleo ann dan"],
    ["nobody but those listed", { resolve: ["dan"] }, "resolve", "dan"],
    [
      "whoever is paged, who may take it anyway",
      { acknowledge: ["dan"] },
      "acknowledge",
      "bob cleo dan",
    ],
    [
      "the team before those who are listed",
      { resolve: ["dan", "team"] },
      "resolve",
      "bob cleo ann dan",
    ],
    ["the lead, then admins", {}, "waive", "cleo dan"],
    ["user groups, by their ids", { resolve: ["S0LEADS99"] }, "resolve", "S0LEADS99"],
    ["nobody who is gone from the file", { resolve: ["zoe", "ann"] }, "resolve", "ann"],
  ])("is %s", (_, rules, action, expected) => {
    expect(named(rules, action)).toBe(expected);
  });
});
