import { expect, it } from "vitest";
import { secretsOf, tellUnset } from "#app/secrets.ts";
import { readEnvironment } from "#config/environment.ts";
import { Configuration } from "#domain/configuration/configuration.ts";
import { createImpairments } from "#engine/impairments.ts";
import { createLogger } from "#telemetry/logger.ts";
import { createMetrics } from "#telemetry/metrics.ts";
import { CONFIGURATION } from "#test/support/acme.ts";

it("knows the secrets of the environment, and each that was ever asked for by its name", () => {
  const environment = readEnvironment({
    SLACK_BOT_TOKEN: "xoxb-bot",
    SLACK_APP_TOKEN: "xapp-app",
    DATABASE_URL: "postgres://muster:p%40ss%20word@db.example/muster",
    MUSTER_WEBHOOK_TOKEN: "hook-usual",
    HOOK_NEXT: "hook-next",
    HOME: "/srv/muster",
  });
  if (!environment.ok) throw new Error(JSON.stringify(environment.problems));
  const usual = ["xoxb-bot", "xapp-app", "p%40ss%20word", "p@ss word", "hook-usual"];
  expect(new Set(secretsOf(environment.value))).toEqual(new Set(usual));

  environment.value.secret("HOOK_NEXT");
  environment.value.secret("NOT_SET");

  expect(new Set(secretsOf(environment.value))).toEqual(new Set([...usual, "hook-next"]));
});

it("tells of ways that are left out because their secret is missing, and not of the others", () => {
  const lines: string[] = [];
  const logger = createLogger({
    level: "warn",
    destination: { write: (line) => lines.push(line) },
  });
  const twilio = {
    accountSid: `AC${"0".repeat(32)}`,
    from: "+4930123456",
    tokens: ["TWILIO_TOKEN", "TWILIO_NEXT"],
  };
  const ways = { twilio, webhook: { secret: "WAYS_SECRET" } };
  const configuration = Configuration.parse({ ...CONFIGURATION, ways });

  const impairments = createImpairments({ logger, metrics: createMetrics() });
  tellUnset({ configuration: () => configuration, impairments }, (name) => {
    return name === "WAYS_SECRET" || name === "MUSTER_WEBHOOK_TOKEN" ? "set" : null;
  });

  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { part: "secret", key: "TWILIO_TOKEN" },
  ]);
});

it.each<[string, object, readonly string[], number]>([
  ["none of its secrets is set", { services: { checkout: ["acme/checkout"] } }, [], 1],
  ["one of them is", { services: { checkout: ["acme/checkout"] } }, ["NEW"], 0],
  ["nobody deploys by it", {}, [], 0],
])("tells that changes are refused when %s: %j %j", (_, changes, set, warnings) => {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };
  const logger = createLogger({ level: "warn", destination });
  const tokens = ["OLD", "NEW"];
  const configuration = Configuration.parse({
    ...CONFIGURATION,
    changes: { tokens, ...changes },
  });

  const impairments = createImpairments({ logger, metrics: createMetrics() });
  tellUnset({ configuration: () => configuration, impairments }, (name) => {
    return set.includes(name) || name === "MUSTER_WEBHOOK_TOKEN" ? "set" : null;
  });

  expect(lines).toHaveLength(warnings);
});

it.each<[string, readonly string[], readonly object[]]>([
  ["none of its tokens is set", [], [{ part: "secret", key: "PROD_NEW" }]],
  ["one of them is", ["PROD_OLD"], []],
])("tells that alerts are refused when %s", (_, set, expected) => {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };
  const logger = createLogger({ level: "warn", destination });
  const sources = { prod: { type: "alertmanager", tokens: ["PROD_NEW", "PROD_OLD"] } };
  const configuration = Configuration.parse({ ...CONFIGURATION, sources });
  const impairments = createImpairments({ logger, metrics: createMetrics() });

  tellUnset({ configuration: () => configuration, impairments }, (name) => {
    return set.includes(name) ? "set" : null;
  });

  expect(lines.map((line) => JSON.parse(line))).toMatchObject(expected);
  expect(lines).toHaveLength(expected.length);
});
