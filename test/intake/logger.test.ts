import { describe, expect, it } from "vitest";
import { createLogger, type LoggerOptions } from "#telemetry/logger.ts";
import { linesWithSecrets } from "#test/support/secrets-in-logs.ts";

/** Each would be found in a log line by these five letters if it got there. */
const CANARY = "cAnRy";

function logged(write: (log: ReturnType<typeof createLogger>) => void, options = {}): string {
  const lines: string[] = [];
  const defaults: LoggerOptions = {
    level: "debug",
    destination: { write: (line) => lines.push(line) },
  };
  write(createLogger({ ...defaults, ...options }));
  return lines.join("");
}

describe("a log line", () => {
  it("is JSON with its message and fields, without the machine's name", () => {
    const line = logged((log) => log.info({ incident: 7 }, "paged"));

    expect(JSON.parse(line)).toEqual({
      level: 30,
      time: expect.any(Number),
      incident: 7,
      msg: "paged",
    });
  });

  it.each<[string, object]>([
    ["a header", { authorization: `Bearer ${CANARY}-1` }],
    [
      "headers of a request",
      { req: { headers: { Authorization: `Basic ${CANARY}=`, cookie: CANARY } } },
    ],
    ["several cookies", { headers: { "set-cookie": [`a=${CANARY}`, "b=2"] } }],
    ["a field deep inside", { a: { b: { c: { d: { signingSecret: CANARY } } } } }],
    ["a field with quotes in it", { api: { password: `"${CANARY}\\"` } }],
    ["tokens by their names", { slack_bot_token: CANARY, tokens: [CANARY] }],
    ["a bot token in a text", { text: `got xoxb-12-${CANARY} from` }],
    ["an app token in a text", { text: `got xapp-1-A1-${CANARY}` }],
    ["a rotated token in a text", { text: `xoxe.xoxp-1-${CANARY}` }],
    ["an authorization in a text", { text: `curl -H 'Authorization: Bearer ${CANARY}.x-_~+/='` }],
    ["an address with a password", { url: `postgres://muster:${CANARY}@db/muster` }],
    ["the path of a webhook", { url: `/hooks/prod/${CANARY}?x=1` }],
    ["the path of a calendar", { text: `https://muster/calendar/${CANARY}.ics` }],
    ["a link to acknowledge", { text: `https://muster/acknowledge/${CANARY}` }],
    ["a link to an incident", { text: `https://muster/incidents/7?key=1.${CANARY}` }],
    ["what Twilio calls back", { target: `/hooks/twilio/key?a=b&token=${CANARY}` }],
    ["an error's text", { err: new Error(`refused xoxb-1-${CANARY}`) }],
    ["an error's cause", { err: new Error("x", { cause: new Error(`Bearer ${CANARY}-long`) }) }],
    [
      "what a Slack error carries",
      {
        err: Object.assign(new Error("x"), {
          original: { config: { headers: { Authorization: CANARY } } },
        }),
      },
    ],
  ])("never holds a secret: %s", (_, fields) => {
    const line = logged((log) => log.error(fields, "failed"));

    expect(line).not.toContain(CANARY);
    expect(line).toContain("[redacted]");
    expect(JSON.parse(line)).toMatchObject({ msg: "failed" });
  });

  it.each([
    ["a secret by its value", `{"note":"it is ${CANARY}-secret"}`],
    ["a link to acknowledge", `/acknowledge/${"a".repeat(22)}`],
    ["a calendar", `/calendar/${"a".repeat(22)}.ics`],
    ["a webhook's token", `/hooks/prod/${"a".repeat(22)}`],
    ["a link to an incident", `/incidents/1?key=1700000000.${"a".repeat(43)}`],
  ])("would make a test of the whole program fail by %s", (_, line) => {
    const secrets = [`${CANARY}-secret`];

    expect(linesWithSecrets([line], secrets)).toEqual([line]);
    expect(
      linesWithSecrets([logged((log) => log.info(line), { secrets: () => secrets })], secrets),
    ).toEqual([]);
  });

  it("never holds a secret that is known by its value, however it is written", () => {
    const secrets = [`pass"word\\${CANARY}`];

    const line = logged((log) => log.info({ note: `it is ${secrets[0]}` }, `and ${secrets[0]}`), {
      secrets: () => secrets,
    });

    expect(line).not.toContain(CANARY);
    expect(JSON.parse(line)).toMatchObject({ note: "it is [redacted]", msg: "and [redacted]" });
  });

  it("keeps ordinary words, also one that is a very short secret", () => {
    const line = logged(
      (log) => log.info({ source: "prod", basic: "Basic checks passed" }, "demo started"),
      { secrets: () => ["demo", ""] },
    );

    expect(JSON.parse(line)).toMatchObject({ basic: "Basic checks passed", msg: "demo started" });
  });

  it("is cleared for people too", () => {
    const line = logged((log) => log.info({ token: CANARY }, `xoxb-1-${CANARY}`), { pretty: true });

    expect(line).not.toContain(CANARY);
    expect(line).not.toMatch(/^\{/);
    expect(line).toContain("INFO");
  });

  it("is not written below the level", () => {
    expect(logged((log) => log.debug("x"), { level: "info" })).toBe("");
  });
});
