import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { afterAll, describe, expect, it } from "vitest";
import { createHttpConnection } from "#slack/connection/http-connection.ts";
import { createLogger } from "#telemetry/logger.ts";

const SECRET = "a-signing-secret";
const BODY = JSON.stringify({ type: "url_verification", challenge: "are you there" });

const logger = createLogger({ level: "silent" });
const { requestListener } = createHttpConnection(SECRET, logger);
const server = createServer(requestListener).listen(0, "127.0.0.1");
await new Promise((listening) => server.once("listening", listening));

afterAll(() => {
  server.close();
});

describe("Slack's requests in HTTP mode", () => {
  it("are answered when they are signed and of now", async () => {
    const answer = await request({});

    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ challenge: "are you there" });
  });

  it.each([
    ["dated a little ahead", { ahead: 290 }, 200],
    ["for another path", { path: "/slack/install" }, 404],
    ["not posted", { method: "PUT" }, 404],
  ])("that are %s: %j is answered %i", async (_, more, status) => {
    expect((await request(more)).status).toBe(status);
  });

  it.each([
    ["signed too long ago", { ahead: -310 }],
    ["signed for a time to come", { ahead: 310 }],
    ["signed with another secret", { secret: "guessed" }],
    ["not signed", { signature: "" }],
    ["signed in another form", { signature: "v1=0" }],
    ["without a timestamp", { timestamp: "" }],
    ["with a timestamp that is none", { timestamp: "soon" }],
  ])("are answered 401 when they are %s", { tags: ["I57"] }, async (_, more) => {
    expect((await request(more)).status).toBe(401);
  });

  it(
    "are answered 413 when they have 5 MiB, though they are signed",
    { tags: ["I58"] },
    async () => {
      expect((await request({ body: "x".repeat(5 * 1024 * 1024) })).status).toBe(413);
    },
  );
});

type Request = {
  readonly ahead?: number;
  readonly secret?: string;
  readonly timestamp?: string;
  readonly signature?: string;
  readonly body?: string;
  readonly path?: string;
  readonly method?: string;
};

async function request({
  ahead = 0,
  secret = SECRET,
  timestamp = String(Math.floor(Date.now() / 1000) + ahead),
  body = BODY,
  signature = signed(secret, timestamp, body),
  path = "/slack/events",
  method = "POST",
}: Request): Promise<Response> {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return await fetch(`http://127.0.0.1:${address.port}${path}`, {
    method,
    body,
    headers: {
      "Content-Type": "application/json",
      "X-Slack-Request-Timestamp": timestamp,
      "X-Slack-Signature": signature,
    },
  });
}

function signed(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
}
