import { describe, expect, it } from "vitest";
import { incidentKey, RootRoute, route } from "#domain/alert/route.ts";

const tree = RootRoute.parse({
  service: "other",
  routes: [
    {
      matchers: ['team="pay"'],
      service: "payments",
      routes: [
        { matchers: ['job="db"'], service: "database", groupBy: ["instance"] },
        { matchers: ['job=~"d.*"'], severity: "SEV1" },
      ],
    },
    { matchers: ['env="both"'], service: "first", continue: true },
    { matchers: ['env="both"'], service: "second" },
    { matchers: ['env="both"'], service: "never" },
    { matchers: ['env="again"'], service: "first", severity: "SEV1", continue: true },
    { matchers: ['env="again"'], service: "first", severity: "SEV4" },
    { matchers: ['env="lone"'], severity: "SEV4", continue: true },
  ],
});
const services = new Set(["other", "payments", "database", "first", "second"]);

function destinations(labels: Record<string, string>) {
  return route(tree, labels, (id) => services.has(id));
}

describe("route", () => {
  it.each([
    ["the root when no branch matches", {}, ["other"]],
    ["a branch", { team: "pay" }, ["payments"]],
    ["a branch, when none of its own match", { team: "pay", job: "web" }, ["payments"]],
    ["the first match of a level, as deep as it goes", { team: "pay", job: "db" }, ["database"]],
    [
      "siblings after one that continues, up to one that does not",
      { env: "both" },
      ["first", "second"],
    ],
    ["one place when two branches lead to one service", { env: "again" }, ["first"]],
    ["the branch that continues, when no sibling follows", { env: "lone" }, ["other"]],
    ["the service that the label names", { team: "pay", service: "database" }, ["database"]],
    ["the tree's service when the label names none", { team: "pay", service: "x" }, ["payments"]],
    [
      "one place when the label names the service of two branches",
      { env: "both", service: "other" },
      ["other"],
    ],
  ])("leads to %s", (_, labels, expected) => {
    expect(destinations(labels).map(({ service }) => service)).toEqual(expected);
  });

  it("inherits service, severity and grouping from above", () => {
    const [inner] = destinations({ team: "pay", job: "dns" });
    const [deep] = destinations({ team: "pay", job: "db" });

    expect(inner).toEqual({
      service: "payments",
      severity: "SEV1",
      groupBy: ["cluster", "namespace"],
      path: ["default", 'team="pay"', 'job=~"d.*"'],
    });
    expect(deep).toMatchObject({ service: "database", severity: null, groupBy: ["instance"] });
  });

  it("says in the path when the label has named the service", () => {
    expect(destinations({ team: "pay", service: "database" })).toMatchObject([
      { path: ["default", 'team="pay"', 'label service="database"'] },
    ]);
  });

  it("lets the first of two branches to one service say the severity", () => {
    expect(destinations({ env: "again" })).toMatchObject([{ severity: "SEV1" }]);
  });
});

describe("incidentKey", () => {
  const destination = { service: "api", severity: null, groupBy: ["cluster", "zone"], path: [] };

  it.each([
    [
      "the labels that are grouped by, in one order",
      { zone: "b", alertname: "A", cluster: "eu", pod: "1" },
      '["api",["alertname","A"],["cluster","eu"],["zone","b"]]',
    ],
    [
      "no label that is missing or empty",
      { alertname: "A", cluster: "" },
      '["api",["alertname","A"]]',
    ],
    ["the service alone for an alert without a name", {}, '["api"]'],
  ])("holds %s", (_, labels, expected) => {
    expect(incidentKey(destination, labels)).toBe(expected);
  });

  it("cannot be forged by a value that looks like the rest of a key", () => {
    const honest = incidentKey(destination, { alertname: "A", cluster: "eu" });
    const forged = incidentKey(destination, { alertname: 'A"],["cluster","eu' });

    expect(forged).not.toBe(honest);
  });

  it("names a label once that is grouped by twice", () => {
    const twice = { ...destination, groupBy: ["alertname", "cluster", "cluster"] };

    expect(incidentKey(twice, { alertname: "A", cluster: "eu" })).toBe(
      '["api",["alertname","A"],["cluster","eu"]]',
    );
  });
});
