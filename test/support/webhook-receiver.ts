import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

type ReceivedWebhook = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Worked out anew from timestamp and body, as docs/ways.md tells receivers to. */
  readonly isSigned: boolean;
};

/** Somebody's own pager: takes what is posted to it and checks who signed it. */
export type WebhookReceiver = {
  readonly url: string;
  readonly received: readonly ReceivedWebhook[];
  /** From now on this is answered. */
  readonly answer: (status: number, headers?: Readonly<Record<string, string>>) => void;
  readonly stop: () => Promise<void>;
};

export async function startWebhookReceiver(secret: string): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  let next: readonly [number, Readonly<Record<string, string>>] = [204, {}];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { url: path = "", headers } = request;
      const timestamp = String(headers["x-muster-timestamp"]);
      const expected = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
      const isSigned = headers["x-muster-signature"] === `v1=${expected}`;
      received.push({ path, headers, body, isSigned });
      response.writeHead(...next).end();
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    answer: (status, headers = {}) => {
      next = [status, headers];
    },
    stop: async () => {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}
