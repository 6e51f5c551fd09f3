import { createHmac } from "node:crypto";
import { asText, type Json, parseJson } from "#sandbox/json.ts";
import type { Ack, Delivery, Retry, Transport } from "./delivery.ts";

export type HttpModeOptions = {
  readonly requestUrl: string;
  readonly signingSecret: string;
  /** Milliseconds an app has to answer. */
  readonly ackWithin: number;
  readonly now: () => number;
};

type Body = { readonly text: string; readonly contentType: string };

/** Signed requests to the app's request URL. */
export function createHttpMode(options: HttpModeOptions): Transport {
  async function send(delivery: Delivery, retry?: Retry): Promise<Ack> {
    const body = bodyOf(delivery);
    try {
      const response = await fetch(options.requestUrl, {
        method: "POST",
        headers: headersFor(options, body, retry),
        body: body.text,
        signal: AbortSignal.timeout(options.ackWithin),
      });
      return await ackOf(response);
    } catch (error) {
      const isTimeout = error instanceof DOMException && error.name === "TimeoutError";
      return { kind: isTimeout ? "timeout" : "unreachable" };
    }
  }
  return { kind: "http", send };
}

/** Events are JSON, commands a form, interactions a form with one field of JSON. */
function bodyOf({ type, payload }: Delivery): Body {
  const form = "application/x-www-form-urlencoded";
  switch (type) {
    case "events_api":
      return { text: JSON.stringify(payload), contentType: "application/json" };
    case "slash_commands":
      return { text: String(new URLSearchParams(textFields(payload))), contentType: form };
    case "interactive": {
      const fields = new URLSearchParams({ payload: JSON.stringify(payload) });
      return { text: String(fields), contentType: form };
    }
  }
}

function textFields(payload: Json): Record<string, string> {
  const fields = Object.entries(payload).map(
    ([name, value]) => [name, asText(value) ?? ""] as const,
  );
  return Object.fromEntries(fields);
}

function headersFor(options: HttpModeOptions, body: Body, retry?: Retry): Record<string, string> {
  const timestamp = String(Math.floor(options.now() / 1000));
  return {
    "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    // Bolt compares the whole value: a charset behind it would break the app.
    "content-type": body.contentType,
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": sign(options.signingSecret, timestamp, body.text),
    ...(retry === undefined
      ? {}
      : { "x-slack-retry-num": String(retry.attempt), "x-slack-retry-reason": retry.reason }),
  };
}

function sign(secret: string, timestamp: string, body: string): string {
  const digest = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return `v0=${digest}`;
}

async function ackOf(response: Response): Promise<Ack> {
  const text = await response.text();
  if (!response.ok) {
    const noRetry = response.headers.get("x-slack-no-retry") === "1";
    return { kind: "http_error", status: response.status, noRetry };
  }
  const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
  return { kind: "acknowledged", payload: isJson ? parseJson(text) : text };
}
