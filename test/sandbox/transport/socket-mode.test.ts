import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { socketApp } from "#test/sandbox/app.ts";
import { connectionUrl, rawApp } from "#test/sandbox/raw-app.ts";
import { type Answer, OPS, workbench } from "#test/sandbox/workbench.ts";

const PROBE = { user: "anna", channel: "ops", command: "/probe", text: "go" };

function commands(received: readonly Answer[]): readonly Answer[] {
  return received.filter((message) => message["type"] === "slash_commands");
}

describe("a Socket Mode connection", () => {
  it("starts with hello", async () => {
    const bench = await workbench();

    const { received } = await rawApp(bench);

    expect(received[0]).toMatchObject({
      type: "hello",
      num_connections: 1,
      connection_info: { app_id: (await bench.state())["app"].id },
    });
  });

  it("needs a ticket that was not used before", async () => {
    const bench = await workbench();
    const url = await connectionUrl(bench);
    const first = new WebSocket(url);
    await once(first, "open");

    const second = new WebSocket(url);
    const [error] = (await once(second, "error")) as [Error];

    expect(error.message).toContain("401");
    first.terminate();
  });

  it("is refused as the eleventh", async () => {
    const bench = await workbench();
    for (let count = 0; count < 10; count += 1) await rawApp(bench);

    const eleventh = await rawApp(bench);

    expect(eleventh.received[0]).toMatchObject({
      type: "disconnect",
      reason: "too_many_websockets",
    });
    expect((await bench.state())["app"].connections).toBe(10);
  });

  it("answers pings", async () => {
    const { socket } = await rawApp(await workbench());

    socket.ping();

    expect(await once(socket, "pong")).toHaveLength(1);
  });
});

describe("envelopes", () => {
  it("go to one connection each, in turn", async () => {
    const bench = await workbench();
    const apps = [await rawApp(bench), await rawApp(bench)];

    for (const text of ["1", "2", "3"]) await bench.act("command", { ...PROBE, text });

    const texts = apps.map(({ received }) => commands(received).map(({ payload }) => payload.text));
    expect(texts).toEqual([["1", "3"], ["2"]]);
  });

  it("carry a response payload for commands, not for events", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);

    await bench.act("command", PROBE);
    await bench.act("message", { user: "anna", channel: "ops", text: "hello" });

    expect(await app.next("slash_commands")).toMatchObject({ accepts_response_payload: true });
    expect(await app.next("events_api")).toMatchObject({
      accepts_response_payload: false,
      retry_attempt: 0,
      payload: { type: "event_callback", event: { type: "message", text: "hello" } },
    });
  });

  it("repeat an event that was not acknowledged, with the reason", async () => {
    const bench = await workbench({ ackWithinMs: 20, eventRetriesMs: [1, 1] });
    const app = await rawApp(bench, ({ retry_attempt }) => (retry_attempt === 2 ? {} : undefined));

    await bench.act("message", { user: "anna", channel: "ops", text: "hello" });

    await expect
      .poll(async () => (await bench.log()).filter(({ kind }) => kind === "delivery").length)
      .toBe(3);
    const [first, ...more] = app.received.filter(({ type }) => type === "events_api");
    expect(more).toMatchObject([
      { retry_attempt: 1, retry_reason: "http_timeout" },
      { retry_attempt: 2, retry_reason: "http_timeout" },
    ]);
    const ids = [first, ...more].map((envelope) => envelope?.["payload"].event_id);
    expect(new Set(ids).size).toBe(1);
  });

  it("are not repeated for commands: the person reads an error", async () => {
    const bench = await workbench({ ackWithinMs: 20 });
    const app = await rawApp(bench, () => undefined);

    const answer = await bench.act("command", PROBE);

    expect(answer).toMatchObject({
      ok: false,
      error: '/probe failed with the error "operation_timeout"',
    });
    expect(commands(app.received)).toHaveLength(1);
  });

  it("go nowhere without a connection, and the person reads another error", async () => {
    const bench = await workbench();

    expect(await bench.act("command", PROBE)).toMatchObject({
      ok: false,
      error: '/probe failed with the error "dispatch_failed"',
    });
  });
});

describe("disconnecting", () => {
  it("asks a connection to go and sends it nothing more", async () => {
    const bench = await workbench();
    const old = await rawApp(bench);
    const fresh = await rawApp(bench);

    await bench.act("faults", { kind: "disconnect", count: 1 });
    await bench.act("command", PROBE);

    expect(await old.next("disconnect")).toMatchObject({ reason: "refresh_requested" });
    expect(commands(old.received)).toHaveLength(0);
    expect(commands(fresh.received)).toHaveLength(1);
  });

  it("can warn first", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);

    await bench.act("faults", { kind: "disconnect", reason: "warning" });

    expect(await app.next("disconnect")).toMatchObject({ reason: "warning" });
  });
});

describe("a real Bolt app", () => {
  it("connects, answers a command, acts on it, and stops", async () => {
    const bench = await workbench();
    const { app, start } = socketApp(bench);
    app.command("/probe", async ({ ack, client, payload }) => {
      await ack({ text: `You said ${payload.text}` });
      await client.chat.postMessage({ channel: payload.channel_id, text: "Done" });
    });
    await start();

    const answer = await bench.act("command", PROBE);

    expect(answer).toMatchObject({ ok: true, ack: { text: "You said go" } });
    await expect
      .poll(async () => (await bench.channel("ops"))["messages"])
      .toMatchObject([{ text: "You said go", is_ephemeral: true }, { text: "Done" }]);
  });

  it("hears events and knows a repeated one", async () => {
    const bench = await workbench();
    const { app, start } = socketApp(bench);
    const heard: unknown[] = [];
    app.event("app_mention", async ({ event, context }) => {
      heard.push([event.channel, context.retryNum]);
    });
    await start();

    await bench.act("message", { user: "anna", channel: "ops", text: "@probe help" });

    await expect.poll(() => heard).toEqual([[OPS, 0]]);
  });
});
