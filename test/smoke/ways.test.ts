import { afterEach, expect, it } from "vitest";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { type FakeTwilio, startFakeTwilio, TWILIO } from "#test/support/fake-twilio.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { giveAddresses } from "#test/support/reach.ts";
import { type FakeSmtp, startFakeSmtp } from "#test/support/smtp-server.ts";

const PUBLIC = "https://muster.example";
const ADDRESS = "ann@home.example";
const NUMBER = "+4915112345678";

let muster: TestMuster;
let smtp: FakeSmtp;
let twilio: FakeTwilio;
afterEach(async () => {
  await muster.stop();
  await smtp.stop();
  await twilio.stop();
});

/** With a mail server and Twilio, as far as Muster can tell; Ann gave them her addresses. */
async function start(database: TestDatabase): Promise<void> {
  smtp = await startFakeSmtp();
  twilio = await startFakeTwilio();
  const { accountSid, token, from } = TWILIO;
  const ways = {
    mail: { host: "127.0.0.1", port: smtp.port, from: "Muster <muster@acme.example>" },
    twilio: { accountSid, from, tokens: ["TWILIO_AUTH_TOKEN"], apiUrl: twilio.url },
  };
  const environment = { TWILIO_AUTH_TOKEN: token };
  muster = await startMuster(database, { configuration: { ways, publicUrl: PUBLIC }, environment });
  await giveAddresses(database, "ann", { mail: ADDRESS, voice: NUMBER }, { mail: 2, voice: 3 });
}

/** What is told to everybody must not tell how Ann can be reached. */
async function expectNothingPrivate(secrets: readonly string[]): Promise<void> {
  const metrics = await (await fetch(`${muster.url}/metrics`)).text();
  const told = [...muster.log(), metrics, JSON.stringify(await muster.timeline(1))].join("\n");
  expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
}

withDatabase("whoever does not look into Slack", (open) => {
  it("gets a mail at its time, and acknowledges by the button behind its link", async () => {
    await start(await open());
    await muster.alert({ alertname: "HighLatency" });
    await muster.pass({ minutes: 1, seconds: 50 });
    expect(smtp.received).toEqual([]);

    await muster.pass({ seconds: 15 });
    expect(smtp.received.map(({ to }) => to)).toEqual([[ADDRESS]]);
    const text = smtp.received[0]?.parts.get("text/plain") ?? "";
    const link = /https:\/\/muster\.example(\/acknowledge\/([\w-]+))/.exec(text);
    const url = `${muster.url}${link?.[1]}`;

    const opened = await fetch(url);
    expect(await opened.text()).toContain("Acknowledge INC-1?");
    expect((await muster.incident(1))?.status).toBe("triggered");

    const pressed = await fetch(url, { method: "POST" });
    expect(await pressed.text()).toContain("You have INC-1");
    await muster.pass({ minutes: 30 });
    expect(await muster.slack.texts("team-checkout")).toEqual([
      expect.stringContaining("Acknowledged by Ann (by e-mail)"),
    ]);
    expect(twilio.requests).toEqual([]);
    expect(await muster.slack.person("bob").pages()).toEqual([]);
    await expectNothingPrivate([ADDRESS, NUMBER, link?.[2] ?? "no link"]);
  });

  it("is called, and acknowledges by a key that Twilio signs for", async () => {
    await start(await open());
    await muster.alert({ alertname: "HighLatency" });
    await muster.pass({ minutes: 3 });
    const [call] = twilio.requests;
    expect(call).toMatchObject({ kind: "call", form: { To: NUMBER } });
    const action = /action="https:\/\/muster\.example([^"]+)"/.exec(call?.form["Twiml"] ?? "");
    const [, path = "", token = "no token"] = /^(.*token=([\w-]+))$/.exec(action?.[1] ?? "") ?? [];

    const forged = { signedFor: `https://evil.example${path}` };
    const refused = await twilio.callBack(muster.url + path, { Digits: "4" }, forged);
    expect(refused.status).toBe(403);
    expect((await muster.incident(1))?.status).toBe("triggered");

    const signed = { signedFor: PUBLIC + path };
    const answer = await twilio.callBack(muster.url + path, { Digits: "4" }, signed);
    expect(await answer.text()).toContain("You have INC-1 now.");
    await muster.settle();
    expect(await muster.slack.texts("team-checkout")).toEqual([
      expect.stringContaining("Acknowledged by Ann (by phone)"),
    ]);
    await expectNothingPrivate([ADDRESS, NUMBER, token]);
  });
});
