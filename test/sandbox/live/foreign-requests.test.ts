import { once } from "node:events";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { type Bench, OPS, workbench } from "#test/sandbox/workbench.ts";

type Headers = Readonly<Record<string, string>>;
type Sent = { readonly method?: string; readonly path?: string; readonly headers: Headers };

/** Sends headers that fetch would not let anybody set; PORT stands for the sandbox's own. */
async function send({ sandbox }: Bench, { method, path = "/", headers }: Sent): Promise<number> {
  const { port, href } = new URL(path, sandbox.url);
  const own = Object.entries(headers).map(([name, value]) => [name, value.replace("PORT", port)]);
  const sent = request(href, { method: method ?? "GET", headers: Object.fromEntries(own) }).end();
  const [response] = await once(sent, "response");
  const status: number = response.statusCode;
  // A stream of changes has no end.
  if (status === 200 && path.endsWith("changes")) response.destroy();
  else await text(response);
  return status;
}

const POST_TOKEN = `/api/chat.postMessage?token=xoxb-sandbox-not-a-secret&channel=${OPS}&text=spam`;

const PLACES = ["/", "/_control/state", "/_control/changes", "/api/auth.test", POST_TOKEN];

describe("a request from another website", () => {
  it.each([
    ["a form or a script there", { origin: "https://evil.example" }],
    ["a page without an address", { origin: "null" }],
    ["another program's page on this machine", { origin: "http://127.0.0.1:3000" }],
    ["our own name, but encrypted", { origin: "https://127.0.0.1:PORT" }],
    ["a picture there", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }],
    ["a neighbour's picture", { "sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors" }],
    ["its own name that points here", { host: "evil.example:PORT" }],
    ["a name that only looks like ours", { host: "127.0.0.1.evil.example:PORT" }],
    ["another port", { host: "127.0.0.1:1" }],
  ])("is refused everywhere: %s", async (_what, headers) => {
    const bench = await workbench();

    const statuses = await Promise.all(PLACES.map((path) => send(bench, { path, headers })));

    expect(statuses).toEqual(PLACES.map(() => 403));
    expect((await bench.channel("ops"))["messages"]).toEqual([]);
  });

  it("cannot act as a person with a form", async () => {
    const bench = await workbench();
    const body = JSON.stringify({ user: "anna", channel: "ops", text: "spam" });
    const headers = { origin: "https://evil.example", "content-type": "text/plain" };

    const answer = await fetch(`${bench.sandbox.url}/_control/message`, {
      method: "POST",
      headers,
      body,
    });

    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      ok: false,
      error: "foreign_request",
      message: expect.stringContaining("nothing from another website (https://evil.example)"),
    });
    expect((await bench.channel("ops"))["messages"]).toEqual([]);
  });

  it("gets no leave to ask", async () => {
    const headers = { origin: "https://evil.example", "access-control-request-method": "POST" };

    const status = await send(await workbench(), {
      method: "OPTIONS",
      path: "/_control/message",
      headers,
    });

    expect(status).toBe(403);
  });
});

describe("a link that somebody follows from elsewhere", () => {
  const link = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };

  it.each([
    ["opens the page", "/", "document", 200],
    ["opens a permalink", "/archives/C1/p1", "document", 302],
    ["does not open it in a frame", "/", "iframe", 403],
    ["does not open the controls", "/_control/state", "document", 403],
    ["does not call the Web API", POST_TOKEN, "document", 403],
  ])("%s", async (_what, path, dest, status) => {
    const headers = { ...link, "sec-fetch-dest": dest };

    expect(await send(await workbench(), { path, headers })).toBe(status);
  });
});

describe("a request from here", () => {
  it.each([
    ["a program", {}],
    ["the page", { origin: "http://127.0.0.1:PORT", "sec-fetch-site": "same-origin" }],
    [
      "the page under another name of this machine",
      { host: "localhost:PORT", origin: "http://localhost:PORT" },
    ],
    ["the page on IPv6", { host: "[::1]:PORT", origin: "http://[::1]:PORT" }],
    ["an address typed in", { "sec-fetch-site": "none", "sec-fetch-mode": "navigate" }],
  ])("is answered: %s", async (_what, headers) => {
    const bench = await workbench();

    const statuses = await Promise.all(PLACES.map((path) => send(bench, { path, headers })));

    expect(statuses).toEqual(PLACES.map(() => 200));
  });
});
