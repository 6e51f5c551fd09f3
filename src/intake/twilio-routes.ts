import type { IncomingMessage } from "node:http";
import { Duration } from "luxon";
import type { Logger } from "#telemetry/logger.ts";
import { type Answer, jsonAnswer } from "./http/answer.ts";
import { createInFlight } from "./http/in-flight.ts";
import { readBody } from "./http/read-body.ts";
import type { Incoming, Route } from "./http/route.ts";

/** What Twilio sends: the fields of its form, and what stood behind the question mark. */
export type TwilioCallback = {
  /** Path and query, as they came. */
  readonly target: string;
  readonly query: URLSearchParams;
  readonly form: Readonly<Record<string, string>>;
};

/** Answers are TwiML. */
export type TwilioDoor = {
  readonly isGenuine: (signature: string, callback: TwilioCallback) => Promise<boolean>;
  /** Somebody pressed a key during a call. */
  readonly answerKey: (callback: TwilioCallback) => Promise<string>;
  /** Somebody wrote a text message. */
  readonly answerText: (callback: TwilioCallback) => Promise<string>;
  /** What became of a call or a message. */
  readonly noteStatus: (callback: TwilioCallback) => Promise<void>;
};

type Handle = (callback: TwilioCallback) => Promise<Answer>;

const BODY_BYTES = 64 * 1024;
const BODY_WITHIN = Duration.fromObject({ seconds: 5 });
/** Who asks is known only once the body is there: few who send slowly must keep nobody out. */
const AT_ONCE = { requests: 1024, bytes: 256 * BODY_BYTES };

/** Where Twilio tells what people press and write, and what became of its calls and messages. */
export function twilioRoutes(door: TwilioDoor, log: Logger): readonly Route[] {
  const enter = createInFlight(AT_ONCE);
  const handlers: Readonly<Record<string, Handle>> = {
    voice: async (callback) => twiml(await door.answerKey(callback)),
    sms: async (callback) => twiml(await door.answerText(callback)),
    status: async (callback) => {
      await door.noteStatus(callback);
      return { status: 204, headers: {}, body: "" };
    },
  };
  return Object.entries(handlers).map(([name, handle]) => {
    const path = `/hooks/twilio/${name}`;
    return { kind: "answer", method: "POST", path, answer: (incoming) => take(incoming, handle) };
  });

  async function take({ request }: Incoming, handle: Handle): Promise<Answer> {
    const slot = enter();
    if (slot === null) return jsonAnswer(503, { error: "overloaded" });
    try {
      const { reserve } = slot;
      const read = await readBody(request, { bytes: BODY_BYTES, within: BODY_WITHIN, reserve });
      if (read.kind === "refused") return jsonAnswer(400, { error: read.reason });
      const callback = callbackOf(request, read.body);
      if (!(await door.isGenuine(signatureOf(request), callback))) return refuse(log);
      return await handle(callback);
    } finally {
      slot.leave();
    }
  }
}

function callbackOf(request: IncomingMessage, body: Uint8Array): TwilioCallback {
  const target = request.url ?? "";
  return {
    target,
    query: new URLSearchParams(target.split("?")[1]),
    form: Object.fromEntries(new URLSearchParams(Buffer.from(body).toString())),
  };
}

function signatureOf({ headers }: IncomingMessage): string {
  return String(headers["x-twilio-signature"] ?? "");
}

function refuse(log: Logger): Answer {
  log.warn({}, "refused a callback that Twilio did not sign for this address");
  const message =
    "The signature is not Twilio's. The address that Twilio calls must begin with publicUrl, letter by letter.";
  return jsonAnswer(403, { error: "forbidden", message });
}

function twiml(body: string): Answer {
  return { status: 200, headers: { "Content-Type": "text/xml; charset=utf-8" }, body };
}
