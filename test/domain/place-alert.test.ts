import { describe, expect, it } from "vitest";
import { Configuration } from "#domain/configuration/configuration.ts";
import { placeAlert } from "#domain/service/place-alert.ts";

const configuration = Configuration.parse({
  people: { alice: { name: "Alice", slack: "U0ALICE01" } },
  teams: { shop: { name: "Shop", channel: "#shop" } },
  services: { other: service("Other"), checkout: service("Checkout"), search: service("Search") },
  policies: { usual: { levels: [{ notify: [{ person: "alice" }] }] } },
  routes: {
    service: "other",
    routes: [
      {
        matchers: ['namespace="checkout"'],
        service: "checkout",
        groupBy: ["pod"],
        routes: [{ matchers: ['alertname="Down"'], severity: "SEV1" }],
      },
      { matchers: ['namespace="both"'], service: "checkout", continue: true },
      { matchers: ['namespace="both"'], service: "search", severity: "SEV4" },
    ],
  },
  sources: { am: { type: "alertmanager", severities: { Yellow: "SEV4" } } },
});
const source = configuration.sources.get("am");

function service(name: string) {
  return { name, team: "shop", policy: "usual" };
}

function places(labels: Record<string, string>) {
  return placeAlert(configuration, source, labels);
}

describe("placeAlert", () => {
  it("gives an alert that no branch takes to the service of the root", () => {
    const [place, ...more] = places({ alertname: "A", cluster: "eu", severity: "critical" });

    expect(more).toEqual([]);
    expect(place).toMatchObject({ severity: "SEV2", severityKnown: true, path: ["default"] });
    expect(place?.service).toMatchObject({ id: "other", name: "Other" });
    expect(place?.key).toBe('["other",["alertname","A"],["cluster","eu"]]');
  });

  it("groups by the labels of the branch that was taken", () => {
    const [place] = places({ alertname: "A", namespace: "checkout", pod: "p1", cluster: "eu" });

    expect(place?.key).toBe('["checkout",["alertname","A"],["pod","p1"]]');
    expect(place?.path).toEqual(["default", 'namespace="checkout"']);
  });

  it("gives one place to each service when a branch continues", () => {
    const found = places({ alertname: "A", namespace: "both" });

    expect(found.map(({ service: { id }, severity }) => [id, severity])).toEqual([
      ["checkout", "SEV3"],
      ["search", "SEV4"],
    ]);
  });

  it("gives one place only when the service label names the service", () => {
    const found = places({ alertname: "A", namespace: "both", service: "search" });

    expect(found.map(({ service: { id } }) => id)).toEqual(["search"]);
  });

  it.each([
    ["critical", "SEV2", true, 'the label severity="critical" means SEV2'],
    ["YELLOW ", "SEV4", true, 'the label severity="YELLOW " means SEV4'],
    [
      "purple",
      "SEV3",
      false,
      'the label severity="purple" means nothing to us, so it counts as SEV3',
    ],
    ["", "SEV3", false, "there is no severity label, so it counts as SEV3"],
  ])(
    "reads the severity label %j as %s",
    { tags: ["I51"] },
    (severity, expected, known, reason) => {
      const [place] = places({ alertname: "A", severity });

      expect(place).toMatchObject({
        severity: expected,
        severityKnown: known,
        severityReason: reason,
      });
    },
  );

  it("prefers the severity that the route sets to the label", () => {
    const [place] = places({ alertname: "Down", namespace: "checkout", severity: "info" });

    expect(place).toMatchObject({ severity: "SEV1", severityReason: "the route sets SEV1" });
  });

  it("reads the usual words when the source is no longer configured", () => {
    const [place] = placeAlert(configuration, undefined, { alertname: "A", severity: "yellow" });

    expect(place).toMatchObject({ severity: "SEV3", severityKnown: false });
  });
});
