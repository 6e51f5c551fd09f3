import { expect, it } from "vitest";
import { Postmortems } from "#domain/configuration/postmortems-configuration.ts";
import { chooseTemplate } from "#domain/postmortem/choose-template.ts";

const INCIDENT = {
  severity: "SEV2",
  service: { id: "checkout", name: "Checkout" },
  team: { id: "shop", name: "Shop" },
  alertLabels: [{ alertname: "Slow" }, { alertname: "Leak", category: "security" }],
} as const;

const [file, rest] = ["x.liquid", { id: "rest", file: "x.liquid" }];

it.each([
  ["default where no rule fits", [{ id: "a", file, when: { severities: ["SEV1"] } }], "default"],
  ["the first that fits", [{ id: "a", file, when: { severities: ["SEV2"] } }, rest], "a"],
  ["one without a rule for all that come so far", [rest, { id: "a", file }], "rest"],
  ["by service", [{ id: "a", file, when: { services: ["checkout"] } }, rest], "a"],
  ["by team", [{ id: "a", file, when: { teams: ["shop"] } }, rest], "a"],
  [
    "by labels of one alert",
    [{ id: "a", file, when: { labels: { category: "security" } } }, rest],
    "a",
  ],
  [
    "not by labels of two alerts together",
    [{ id: "a", file, when: { labels: { category: "security", alertname: "Slow" } } }, rest],
    "rest",
  ],
  [
    "only where everything fits",
    [{ id: "a", file, when: { services: ["checkout"], severities: ["SEV1"] } }, rest],
    "rest",
  ],
])("chooses %s", (_, templates, expected) => {
  expect(chooseTemplate({ postmortems: Postmortems.parse({ templates }) }, INCIDENT)).toBe(
    expected,
  );
});

it("chooses by team for no service that is not known", () => {
  const postmortems = Postmortems.parse({
    templates: [{ id: "a", file, when: { teams: ["shop"] } }],
  });

  expect(chooseTemplate({ postmortems }, { ...INCIDENT, team: null })).toBe("default");
});

it("has a short one for what is not bad, unless it is told otherwise", () => {
  const postmortems = Postmortems.parse({});

  expect(chooseTemplate({ postmortems }, { ...INCIDENT, severity: "SEV3" })).toBe("lightweight");
  expect(chooseTemplate({ postmortems }, { ...INCIDENT, severity: "SEV1" })).toBe("default");
});
