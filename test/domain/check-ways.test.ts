import { describe, expect, it } from "vitest";
import { checkWays } from "#domain/check/check-ways.ts";
import { Configuration } from "#domain/configuration/configuration.ts";
import { secretsOfWays, Ways } from "#domain/configuration/ways-configuration.ts";
import { CONFIGURATION } from "#test/support/acme.ts";

const MAIL = { host: "smtp.example", from: "Muster <muster@example.com>" };
const TWILIO = { accountSid: `AC${"0".repeat(32)}`, tokens: ["TWILIO_TOKEN"], from: "+4930123456" };
const ALL = { mail: MAIL, twilio: TWILIO, webhook: { secret: "WAYS_SECRET" } };

function findings(ways: object, publicUrl?: string): readonly string[] {
  const configuration = Configuration.parse({ ...CONFIGURATION, publicUrl, ways });
  return checkWays(configuration).map(({ level, path, message }) => {
    return `${level} ${path.join(".")}: ${message}`;
  });
}

describe("muster check says of the ways to reach people", () => {
  it("nothing when there are none, or when they can be answered", () => {
    expect(findings({})).toEqual([]);
    expect(findings(ALL, "https://muster.example")).toEqual([]);
  });

  it("what does not work without publicUrl", () => {
    expect(findings(ALL)).toEqual([
      "warning ways: publicUrl is not set: mails carry no link to acknowledge, calls and text messages cannot be answered, webhooks carry no address to acknowledge at",
    ]);
    expect(findings({ mail: MAIL })).toEqual([
      "warning ways: publicUrl is not set: mails carry no link to acknowledge",
    ]);
  });

  it.each([
    ["http://muster.example", "whoever sees the traffic can acknowledge in another's name"],
    ["http://localhost:8080", "leads to the reader's own machine"],
    ["http://127.0.0.1", "leads to the reader's own machine"],
    ["http://[::1]:8080", "leads to the reader's own machine"],
    ["http://localhost.example", "whoever sees the traffic can acknowledge in another's name"],
  ])("what is wrong with the address %s", (publicUrl, words) => {
    expect(findings(ALL, publicUrl)).toEqual([expect.stringContaining(words)]);
  });
});

describe("the ways in muster.yaml", () => {
  it.each([
    ["an address to send from", { mail: { ...MAIL, from: "Muster" } }],
    ["one line to send from", { mail: { ...MAIL, from: "Muster\r\nBcc: x <a@b.example>" } }],
    ["the password with the user name", { mail: { ...MAIL, username: "muster" } }],
    [
      "the name of a secret, not the secret",
      { mail: { ...MAIL, username: "m", password: "s3cret!" } },
    ],
    ["a number with its country", { twilio: { ...TWILIO, from: "030 123456" } }],
    ["an Account SID", { twilio: { ...TWILIO, accountSid: "SK00000000" } }],
    ["the name of Twilio's token", { twilio: { ...TWILIO, tokens: ["deadbeef"] } }],
  ])("need %s", (_, ways) => {
    expect(Ways.safeParse(ways).success).toBe(false);
  });

  it("take an address with and without a name", () => {
    const names = ["muster@example.com", "Muster <muster@example.com>"];

    expect(names.map((from) => Ways.parse({ mail: { ...MAIL, from } }).mail?.from)).toEqual(names);
  });

  it("name their secrets, so that it can be told which is not set", () => {
    const mail = { ...MAIL, username: "muster", password: "SMTP_PASSWORD" };

    expect(secretsOfWays(Ways.parse({ ...ALL, mail }))).toEqual([
      ["SMTP_PASSWORD"],
      ["TWILIO_TOKEN"],
      ["WAYS_SECRET"],
    ]);
    expect(secretsOfWays(Ways.parse({}))).toEqual([]);
  });
});
