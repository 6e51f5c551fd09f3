import { describe, expect, it } from "vitest";
import { checkChanges } from "#domain/check/check-changes.ts";
import { Configuration } from "#domain/configuration/configuration.ts";
import { servicesConcerned } from "#domain/service/place-service-change.ts";
import { CONFIGURATION } from "#test/support/acme.ts";

const { services, ...rest } = CONFIGURATION;

function configuration(more: object = {}): Configuration {
  const { checkout } = services;
  return Configuration.parse({
    ...rest,
    services: { checkout, search: checkout },
    routes: {
      service: "checkout",
      routes: [
        { matchers: ['app="search"'], service: "search", continue: true },
        { matchers: ['app=~"search|all"'], service: "checkout" },
      ],
    },
    changes: {
      services: {
        checkout: ["acme/checkout@production", "acme/shared", "checkout-prod"],
        search: ["Acme/Shared", "acme/mono@search@eu"],
      },
    },
    ...more,
  });
}

describe("whose a change is", () => {
  it.each([
    ["acme/checkout", "production", ["checkout"]],
    ["ACME/Checkout", "Production", ["checkout"]],
    ["acme/checkout", "staging", []],
    ["acme/checkout", null, []],
    ["acme/shared", "anywhere", ["checkout", "search"]],
    ["acme/shared", null, ["checkout", "search"]],
    ["acme/mono", "search@eu", ["search"]],
    ["checkout-prod", null, ["checkout"]],
    ["checkout", null, []],
    ["constructor", null, []],
  ])("is told by the name %s in %s: %j", (name, environment, expected) => {
    expect(servicesConcerned(configuration(), { kind: "name", name, environment })).toEqual(
      expected,
    );
  });

  it("is told by the services it names, each once and of those that are there", () => {
    const named = { kind: "services", services: ["search", "gone", "search"] } as const;

    expect(servicesConcerned(configuration(), named)).toEqual(["search"]);
  });

  it.each([
    [{ app: "all" }, ["checkout"]],
    [{ app: "search" }, ["search", "checkout"]],
    [{ app: "other", service: "search" }, ["search"]],
    [{}, ["checkout"]],
  ])("is told by the routes of its labels: %j", (labels, expected) => {
    expect(servicesConcerned(configuration(), { kind: "labels", labels })).toEqual(expected);
  });
});

describe("muster check says of changes", () => {
  it("nothing when every service is there", () => {
    expect(checkChanges(configuration())).toEqual([]);
  });

  it("which services are unknown, and that their address is taken", () => {
    const wrong = configuration({
      changes: { services: { chekout: ["acme/checkout"] } },
      sources: { changes: { type: "alertmanager" } },
    });

    expect(checkChanges(wrong)).toMatchObject([
      { path: ["changes", "services", "chekout"], fix: "did you mean checkout?" },
      { path: ["sources", "changes"], fix: "choose another name" },
    ]);
  });

  it.each([{ lookBack: "P8D" }, { services: { checkout: ["acme/ checkout"] } }])(
    "refuses %j",
    (changes) => {
      expect(Configuration.safeParse({ ...CONFIGURATION, changes }).success).toBe(false);
    },
  );
});
