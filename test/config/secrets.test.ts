import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { secretsOf, tellUnset } from "#app/secrets.ts";
import { readEnvironment } from "#config/environment.ts";
import { Configuration } from "#domain/configuration/configuration.ts";
import { createLogger } from "#telemetry/logger.ts";
import { CONFIGURATION } from "#test/support/acme.ts";

it("knows every secret that the environment holds and the configuration names", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-secrets-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const basic = { username: "muster", password: "API_PASSWORD" };
  const api = { url: "https://alertmanager.example", basic };
  const sources = { prod: { type: "alertmanager", tokens: ["HOOK_ONE", "HOOK_TWO"], api } };
  const ways = { webhook: { secret: "WAYS_SECRET" } };
  const changes = { tokens: ["CHANGES_TOKEN"] };
  const file = path.join(folder, "muster.yaml");
  await writeFile(file, JSON.stringify({ ...CONFIGURATION, sources, ways, changes }));

  const environment = readEnvironment({
    MUSTER_CONFIG: file,
    SLACK_BOT_TOKEN: "xoxb-bot",
    SLACK_APP_TOKEN: "xapp-app",
    DATABASE_URL: "postgres://muster:p%40ss%20word@db.example/muster",
    MUSTER_WEBHOOK_TOKEN: "hook-usual",
    HOOK_ONE: "hook-one",
    HOOK_TWO: "hook-two",
    API_PASSWORD: "api-password",
    WAYS_SECRET: "ways-secret",
    CHANGES_TOKEN: "changes-token",
    HOME: "/srv/muster",
  });

  if (!environment.ok) throw new Error(JSON.stringify(environment.problems));
  expect(new Set(await secretsOf(environment.value))).toEqual(
    new Set(
      "xoxb-bot xapp-app p%40ss%20word hook-usual hook-one hook-two api-password ways-secret changes-token"
        .split(" ")
        .concat("p@ss word"),
    ),
  );
});

it("tells of ways that are left out because their secret is missing, and not of the others", () => {
  const lines: string[] = [];
  const logger = createLogger({
    level: "warn",
    destination: { write: (line) => lines.push(line) },
  });
  const twilio = { accountSid: `AC${"0".repeat(32)}`, from: "+4930123456", token: "TWILIO_TOKEN" };
  const ways = { twilio, webhook: { secret: "WAYS_SECRET" } };
  const configuration = Configuration.parse({ ...CONFIGURATION, ways });

  tellUnset({ configuration: () => configuration, logger }, (name) => {
    return name === "WAYS_SECRET" ? "set" : null;
  });

  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ variable: "TWILIO_TOKEN" }]);
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

  tellUnset({ configuration: () => configuration, logger }, (name) => {
    return set.includes(name) ? "set" : null;
  });

  expect(lines).toHaveLength(warnings);
});
