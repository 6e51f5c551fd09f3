import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { httpApp } from "#test/sandbox/app.ts";
import { type Bench, workbench } from "#test/sandbox/workbench.ts";

const PROBE = { user: "anna", channel: "ops", command: "/probe", text: "a & b" };

type Received = { readonly headers: IncomingMessage["headers"]; readonly body: string };
type Reply = { readonly status?: number; readonly headers?: Record<string, string> };

/** A request URL that notes what it gets. */
async function listener(reply: (received: Received) => Reply | undefined = () => ({})): Promise<{
  readonly url: string;
  readonly received: readonly Received[];
}> {
  const received: Received[] = [];
  const { server, url } = await openServer();
  server.on("request", (request, response) => {
    void text(request).then((body) => {
      const note = { headers: request.headers, body };
      received.push(note);
      const answer = reply(note);
      if (answer !== undefined) response.writeHead(answer.status ?? 200, answer.headers).end();
    });
  });
  return { url, received };
}

async function openServer(): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events` };
}

async function benchFor(requestUrl: string, more: object = {}): Promise<Bench> {
  return workbench({ http: { requestUrl, signingSecret: "shh" }, now: Date.now, ...more });
}

describe("a request to the app", () => {
  it("is a form for commands, a form with one field for interactions, JSON for events", async () => {
    const app = await listener();
    const bench = await benchFor(app.url);

    await bench.act("command", PROBE);
    await bench.act("shortcut", { user: "anna", callback_id: "start" });
    await bench.act("message", { user: "anna", channel: "ops", text: "hello" });

    await expect.poll(() => app.received.length).toBe(3);
    const [command, shortcut, event] = app.received;
    const form = "application/x-www-form-urlencoded";
    expect(command?.headers["content-type"]).toBe(form);
    expect(new URLSearchParams(command?.body).get("text")).toBe("a & b");
    expect(shortcut?.headers["content-type"]).toBe(form);
    const payload = new URLSearchParams(shortcut?.body).get("payload") ?? "";
    expect(JSON.parse(payload)).toMatchObject({ type: "shortcut", callback_id: "start" });
    expect(event?.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(event?.body ?? "")).toMatchObject({ event: { text: "hello" } });
  });

  it("repeats an event with the number and the reason, unless the app asks not to", async () => {
    const app = await listener(({ headers }) => ({
      status: 500,
      headers: headers["x-slack-retry-num"] === "2" ? { "x-slack-no-retry": "1" } : {},
    }));
    const bench = await benchFor(app.url, { eventRetriesMs: [1, 1, 1] });

    await bench.act("message", { user: "anna", channel: "ops", text: "hello" });

    await expect
      .poll(async () => (await bench.log()).filter(({ kind }) => kind === "delivery").length)
      .toBe(3);
    const retries = app.received.map(({ headers }) => [
      headers["x-slack-retry-num"],
      headers["x-slack-retry-reason"],
    ]);
    expect(retries).toEqual([
      [undefined, undefined],
      ["1", "http_error"],
      ["2", "http_error"],
    ]);
  });

  it.each([
    ["an error of the server", () => ({ status: 503 }), "http_service_error"],
    ["a refusal", () => ({ status: 404 }), "http_client_error"],
    ["silence", () => undefined, "operation_timeout"],
  ])("turns %s into what the person reads", async (_what, reply, error) => {
    const app = await listener(reply);
    const bench = await benchFor(app.url, { ackWithinMs: 50 });

    expect(await bench.act("command", PROBE)).toMatchObject({
      ok: false,
      error: `/probe failed with the error "${error}"`,
    });
  });
});

describe("a real Bolt app behind a request URL", () => {
  it("accepts the signature and answers commands, clicks and events", async () => {
    const { server, url } = await openServer();
    const bench = await benchFor(url);
    const { app, start } = httpApp(bench, server);
    const heard: string[] = [];
    app.command("/probe", async ({ ack, payload }) => ack(`You said ${payload.text}`));
    app.shortcut("start", async ({ ack }) => ack());
    app.event("app_home_opened", async ({ event }) => {
      heard.push(String(event.tab));
    });
    await start();

    const answer = await bench.act("command", PROBE);
    const shortcut = await bench.act("shortcut", { user: "anna", callback_id: "start" });
    await bench.act("home", { user: "anna" });

    expect(answer).toMatchObject({ ok: true, ack: { text: "You said a & b" } });
    expect(shortcut).toEqual({ ok: true, ack: {} });
    await expect.poll(() => heard).toEqual(["home"]);
  });

  it("refuses requests that were signed with another secret", async () => {
    const { server, url } = await openServer();
    const bench = await benchFor(url);
    const sandbox = { ...bench.sandbox, signingSecret: "another" };
    const { app, start } = httpApp({ ...bench, sandbox }, server);
    app.command("/probe", async ({ ack }) => ack());
    await start();

    expect(await bench.act("command", PROBE)).toMatchObject({
      ok: false,
      code: "http_client_error",
    });
  });
});
