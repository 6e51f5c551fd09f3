import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { HTTPReceiver } from "@slack/bolt";
import type { Logger } from "#telemetry/logger.ts";
import { boltLogger } from "./bolt-logger.ts";
import { signatureIn } from "./replays.ts";

export type HttpConnection = {
  readonly receiver: HTTPReceiver;
  /** For POST /slack/events on our own server. */
  readonly requestListener: RequestListener;
};

const MOST_AHEAD_SECONDS = 300;
const PATH = "/slack/events";

/** Takes Slack's signed requests; Bolt's own server is never started. */
export function createHttpConnection(signingSecret: string, logger: Logger): HttpConnection {
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: [PATH],
    logger: boltLogger(logger),
    customPropertiesExtractor: ({ headers }) => ({
      requestSignature: signatureIn(headers["x-slack-signature"]),
    }),
  });
  function requestListener(request: IncomingMessage, response: ServerResponse): void {
    if (isFromTheFuture(request.headers["x-slack-request-timestamp"])) {
      logger.warn("a request dated in the future was refused");
      response.writeHead(401).end();
      return;
    }
    try {
      receiver.requestListener(request, response);
    } catch {
      // Bolt throws for what is none of its own.
      response.writeHead(404).end();
    }
  }
  return { receiver, requestListener };
}

/** Bolt refuses old timestamps only; one from the future could be used again for as long as it is ahead. */
function isFromTheFuture(header: string | string[] | undefined): boolean {
  return Number(header) > Date.now() / 1000 + MOST_AHEAD_SECONDS;
}
