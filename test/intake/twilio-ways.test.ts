import { describe, expect, it, onTestFinished } from "vitest";
import { type FakeTwilio, startFakeTwilio, TWILIO } from "#test/support/fake-twilio.ts";
import { connect, notice, sendBy } from "#test/support/notices.ts";
import { SMS } from "#ways/sms.ts";
import { VOICE } from "#ways/voice.ts";
import { WAYS } from "#ways/ways.ts";

const NUMBER = "+4915112345678";
const CLOSED = "http://127.0.0.1:1";

async function fakeTwilio(): Promise<FakeTwilio> {
  const server = await startFakeTwilio();
  onTestFinished(server.stop);
  return server;
}

function twilioAt(apiUrl: string): object {
  const { accountSid, from } = TWILIO;
  return { twilio: { accountSid, from, tokens: ["TWILIO_AUTH_TOKEN"], apiUrl } };
}

describe("a text message", () => {
  it("goes to Twilio with an address for what becomes of it", async () => {
    const server = await fakeTwilio();

    const result = await sendBy(connect(SMS, twilioAt(server.url)), NUMBER);

    expect(server.requests).toMatchObject([
      {
        kind: "message",
        form: {
          To: NUMBER,
          From: TWILIO.from,
          Body: expect.stringContaining("SEV1 Checkout"),
          StatusCallback:
            "https://muster.example/hooks/twilio/status?token=tok_3nQb8Xw1vK5rT9yZc2Md7Ls4Hf6Jg0Pa",
        },
      },
    ]);
    expect(result).toEqual({ kind: "sent", reference: server.requests[0]?.sid });
  });
});

describe("a call", () => {
  it("goes to Twilio with what is said and where the key goes", async () => {
    const server = await fakeTwilio();

    const result = await sendBy(connect(VOICE, twilioAt(server.url)), NUMBER);

    expect(result).toEqual({ kind: "sent", reference: server.requests[0]?.sid });
    const form = server.requests[0]?.form ?? {};
    expect(form).toMatchObject({
      To: NUMBER,
      From: TWILIO.from,
      StatusCallback:
        "https://muster.example/hooks/twilio/status?token=tok_3nQb8Xw1vK5rT9yZc2Md7Ls4Hf6Jg0Pa",
    });
    expect(form["Twiml"]).toContain(
      `action="https://muster.example/hooks/twilio/voice?token=${notice().token}"`,
    );
  });

  it("speaks also when no key can reach Muster", async () => {
    const server = await fakeTwilio();
    const transport = connect(VOICE, twilioAt(server.url), { publicUrl: undefined });

    await sendBy(transport, NUMBER, notice({ acknowledgeUrl: null }));

    expect(server.requests[0]?.form["Twiml"]).toContain("Acknowledge it in Slack.");
    expect(server.requests[0]?.form).not.toHaveProperty("StatusCallback");
  });
});

describe.each([SMS, VOICE])("Twilio, asked for a $label", (way) => {
  it.each([
    [{ status: 400, code: 21211 }, "Twilio refused it: the number is not valid (21211)", false],
    [{ status: 400, code: 21610 }, "Twilio refused it: the person has replied STOP", false],
    [{ status: 400, code: 99999 }, "Twilio refused it: error 99999", false],
    [{ status: 401, code: 20003 }, "the Account SID or the Auth Token is wrong", false],
    [{ status: 429, code: 20429 }, "Twilio refused it: error 20429", true],
    [{ status: 500, code: 20500 }, "Twilio refused it: error 20500", true],
    [{ status: 503 }, "Twilio answered 503", true],
  ])(
    "answers %j: it says why, whether to try again, and no number",
    async (refusal, reason, again) => {
      const server = await fakeTwilio();
      server.refuse({ ...refusal, message: `The number ${NUMBER} is refused.` });

      const result = await sendBy(connect(way, twilioAt(server.url)), NUMBER);

      expect(result).toMatchObject({ kind: "failed", again });
      expect(result).toHaveProperty("reason", expect.stringContaining(reason));
      expect(JSON.stringify(result)).not.toContain(NUMBER);
    },
  );

  it("is asked again when it cannot be reached", async () => {
    expect(await sendBy(connect(way, twilioAt(CLOSED)), NUMBER)).toEqual({
      kind: "failed",
      reason: "Twilio cannot be reached (ECONNREFUSED)",
      again: true,
      unclear: false,
    });
  });

  it("may have heard it when it does not answer", async () => {
    const server = await fakeTwilio();
    server.hangUp();

    expect(await sendBy(connect(way, twilioAt(server.url)), NUMBER)).toMatchObject({
      again: true,
      unclear: true,
    });
  });
});

it("nobody is offered a way that is not set up, or whose secret is missing", () => {
  const { accountSid, from } = TWILIO;
  const incomplete = {
    mail: {
      host: "127.0.0.1",
      from: "muster@acme.example",
      username: "muster",
      password: "NOT_SET",
    },
    twilio: { accountSid, from, tokens: ["NOT_SET"] },
    webhook: { secret: "NOT_SET" },
  };

  expect(WAYS.map((way) => connect(way, {}))).toEqual(WAYS.map(() => null));
  expect(WAYS.map((way) => connect(way, incomplete))).toEqual(WAYS.map(() => null));
});
