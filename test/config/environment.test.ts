import { describe, expect, it } from "vitest";
import { readEnvironment, readSettings } from "#config/environment.ts";

const SOCKET = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" };

function problemsOf(given: Record<string, string>) {
  const reading = readEnvironment(given);
  return reading.ok
    ? []
    : reading.problems.map(({ variable, message, fix }) => `${variable}: ${message} -> ${fix}`);
}

describe("readEnvironment", () => {
  it("needs no more than the two tokens", () => {
    expect(readEnvironment(SOCKET)).toMatchObject({
      ok: true,
      value: {
        configPath: "./muster.yaml",
        dataDir: "./.muster",
        databaseUrl: null,
        migrationUrl: null,
        host: "127.0.0.1",
        port: 8080,
        logLevel: "info",
        slack: {
          mode: "socket",
          botToken: "xoxb-1",
          appToken: "xapp-1",
          apiUrl: "https://slack.com/api/",
        },
      },
    });
  });

  it("uses HTTP mode when there is a signing secret and no app-level token", () => {
    const given = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "s3cret" };

    expect(readEnvironment(given)).toMatchObject({
      value: { slack: { mode: "http", signingSecret: "s3cret" } },
    });
  });

  it("says of missing tokens what to set, and how to do without", () => {
    const [bot, app, ...more] = problemsOf({});

    expect(bot).toMatch(/^SLACK_BOT_TOKEN: .* is not set -> .*xoxb-.*npm run demo$/);
    expect(app).toMatch(/^SLACK_APP_TOKEN: .* is not set -> .*SLACK_SIGNING_SECRET.*npm run demo$/);
    expect(more).toEqual([]);
  });

  it.each([
    [{ ...SOCKET, PORT: "80a" }, 'PORT: PORT cannot be "80a" -> give a number from 0 to 65535'],
    [{ ...SOCKET, PORT: "65536" }, 'PORT: PORT cannot be "65536" -> give a number from 0 to 65535'],
    [
      { ...SOCKET, LOG_LEVEL: "loud" },
      'LOG_LEVEL: LOG_LEVEL cannot be "loud" -> use one of trace, debug, info, warn, error, fatal, silent',
    ],
    [
      { ...SOCKET, SLACK_API_URL: "slack.com" },
      'SLACK_API_URL: SLACK_API_URL cannot be "slack.com" -> give an http or https address',
    ],
    [
      { ...SOCKET, SLACK_BOT_TOKEN: "xapp-hunter2" },
      "SLACK_BOT_TOKEN: SLACK_BOT_TOKEN cannot be used -> give the bot token, which starts with xoxb-",
    ],
    [
      { ...SOCKET, DATABASE_URL: "mysql://me:hunter2@host/db" },
      "DATABASE_URL: DATABASE_URL cannot be used -> give an address such as postgres://user@host:5432/muster",
    ],
  ])("names variable and fix, and no secret: %j", (given, problem) => {
    expect(problemsOf(given)).toEqual([problem]);
  });

  it("takes an empty variable for one that is not set", () => {
    const reading = readEnvironment({ ...SOCKET, PORT: "", DATABASE_URL: " ", MUSTER_CONFIG: "" });

    expect(reading).toMatchObject({
      value: { port: 8080, databaseUrl: null, configPath: "./muster.yaml" },
    });
  });

  it("finds the secrets that muster.yaml names", () => {
    const reading = readEnvironment({ ...SOCKET, ALERTMANAGER_TOKEN: " abc\n", EMPTY: "" });
    if (!reading.ok) throw new Error("The environment was refused.");

    expect(["ALERTMANAGER_TOKEN", "EMPTY", "NONE"].map(reading.value.secret)).toEqual([
      "abc",
      null,
      null,
    ]);
  });
});

describe("readSettings", () => {
  it("asks for no Slack", () => {
    expect(readSettings({ DATABASE_URL: "postgres://localhost/muster" })).toMatchObject({
      ok: true,
      value: { databaseUrl: "postgres://localhost/muster" },
    });
  });
});
