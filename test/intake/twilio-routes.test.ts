import { describe, expect, it, onTestFinished } from "vitest";
import { Configuration } from "#domain/configuration/configuration.ts";
import { type TwilioCallback, twilioRoutes } from "#intake/twilio-routes.ts";
import { createLogger } from "#telemetry/logger.ts";
import { CONFIGURATION } from "#test/support/acme.ts";
import { type FakeTwilio, startFakeTwilio, TWILIO } from "#test/support/fake-twilio.ts";
import { type HookServer, startHookServer } from "#test/support/hook-server.ts";
import { isTwilios } from "#ways/twilio.ts";

const PUBLIC = "https://muster.example/pager";
const SECRETS: Readonly<Record<string, string>> = {
  TWILIO_AUTH_TOKEN: TWILIO.token,
  NEXT_TOKEN: "the-token-of-tomorrow",
};
const FORM = { CallSid: "CA1", Digits: "4", From: "+4915112345678", Empty: "" };

type Doors = HookServer & {
  readonly twilio: FakeTwilio;
  readonly keys: TwilioCallback[];
  readonly texts: TwilioCallback[];
  readonly states: TwilioCallback[];
  readonly words: string[];
};

/** A server behind a proxy that serves it under a path of its own. */
async function doors(settings: object = {}): Promise<Doors> {
  const { accountSid, from } = TWILIO;
  const ways = { twilio: { accountSid, from, tokens: ["TWILIO_AUTH_TOKEN"] } };
  const configuration = Configuration.parse({
    ...CONFIGURATION,
    publicUrl: PUBLIC,
    ways,
    ...settings,
  });
  const setting = {
    configuration,
    secret: (name: string) => SECRETS[name] ?? null,
  };
  const [keys, texts, states]: TwilioCallback[][] = [[], [], []];
  const words: string[] = [];
  const log = createLogger({ level: "debug", destination: { write: (line) => words.push(line) } });
  const routes = twilioRoutes(
    {
      isGenuine: (signature, callback) => isTwilios(setting, signature, callback),
      answerKey: async (callback) => `<Response>${keys?.push(callback)}</Response>`,
      answerText: async (callback) => `<Response>${texts?.push(callback)}</Response>`,
      noteStatus: async (callback) => void states?.push(callback),
    },
    log,
  );
  const twilio = await startFakeTwilio();
  onTestFinished(twilio.stop);
  const server = await startHookServer({ routes });
  return { ...server, twilio, keys: keys ?? [], texts: texts ?? [], states: states ?? [], words };
}

type Sending = { readonly signature?: string; readonly signedFor?: string };

function send(
  { url, twilio }: Doors,
  path: string,
  { signature, signedFor = PUBLIC + path }: Sending = {},
): Promise<Response> {
  return twilio.callBack(url + path, FORM, {
    signedFor,
    ...(signature !== undefined && { signature }),
  });
}

describe("a callback that Twilio signed", () => {
  it("is answered in TwiML when somebody presses a key", async () => {
    const server = await doors();

    const response = await send(server, "/hooks/twilio/voice?token=abc");

    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/xml; charset=utf-8");
    expect(await response.text()).toBe("<Response>1</Response>");
    expect(server.keys.map(({ query, form }) => [query.get("token"), form])).toEqual([
      ["abc", FORM],
    ]);
  });

  it("is answered in TwiML when somebody writes", async () => {
    const server = await doors();

    expect(await (await send(server, "/hooks/twilio/sms")).text()).toBe("<Response>1</Response>");
    expect(server.texts).toHaveLength(1);
  });

  it("needs no answer when it tells what became of something", async () => {
    const server = await doors();

    expect((await send(server, "/hooks/twilio/status?token=abc")).status).toBe(204);
    expect(server.states).toHaveLength(1);
  });
});

it("believes both tokens while one replaces the other", async () => {
  const { accountSid, from } = TWILIO;
  const path = "/hooks/twilio/voice";
  async function answerBy(...tokens: readonly string[]): Promise<number> {
    const server = await doors({ ways: { twilio: { accountSid, from, tokens } } });
    return (await send(server, path)).status;
  }

  expect(await answerBy("NEXT_TOKEN", "TWILIO_AUTH_TOKEN")).toBe(200);
  expect(await answerBy("TWILIO_AUTH_TOKEN", "NEXT_TOKEN")).toBe(200);
  expect(await answerBy("NEXT_TOKEN")).toBe(403);
});

describe("a callback is refused", () => {
  it.each<[string, Sending]>([
    ["without a signature", { signature: "" }],
    ["with another signature", { signature: "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" }],
    ["with the signature for another address", { signedFor: `${PUBLIC}/hooks/twilio/sms` }],
    ["with the signature for another token", { signedFor: `${PUBLIC}/hooks/twilio/voice?token=x` }],
    [
      "with the signature for another host",
      { signedFor: "https://evil.example/pager/hooks/twilio/voice?token=abc" },
    ],
  ])("%s", async (_, sending) => {
    const server = await doors();

    const response = await send(server, "/hooks/twilio/voice?token=abc", sending);

    expect(response.status).toBe(403);
    expect(await response.text()).toContain("must begin with publicUrl");
    expect(server.keys).toEqual([]);
    expect(server.words.join("")).toContain("refused a callback");
    expect(server.words.join("")).not.toMatch(/abc|4915112345678/);
  });

  it.each([
    ["as long as Twilio is not set up", { ways: {} }],
    ["as long as nobody knows the public address", { publicUrl: undefined }],
  ])("%s", async (_, settings) => {
    const server = await doors(settings);

    expect((await send(server, "/hooks/twilio/sms")).status).toBe(403);
    expect(server.texts).toEqual([]);
  });

  it("when it is longer than any of Twilio's", async () => {
    const server = await doors();

    const response = await fetch(`${server.url}/hooks/twilio/sms`, {
      method: "POST",
      body: "x".repeat(65 * 1024),
    });

    expect(response.status).toBe(400);
  });
});
