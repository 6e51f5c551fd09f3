import { describe, expect, it } from "vitest";
import { rawApp } from "#test/sandbox/raw-app.ts";
import { type Answer, type Bench, call, errorOf, OPS, workbench } from "#test/sandbox/workbench.ts";

const POST = { query: `?channel=${OPS}&text=hello` };

async function texts(messages: readonly Answer[]): Promise<readonly string[]> {
  return messages.map(({ text }) => text);
}

async function requests({ log }: Bench): Promise<readonly Answer[]> {
  return (await log()).filter(({ kind }) => kind === "request");
}

describe("a fault in the Web API", () => {
  it("429 refuses as often as asked, with the seconds to wait, and then is over", async () => {
    const bench = await workbench();
    await bench.act("faults", { kind: "429", count: 2, retry_after: 7 });

    const first = await call(bench, "chat.postMessage", POST);
    const second = await call(bench, "users.list");
    const third = await call(bench, "chat.postMessage", POST);

    expect([first.status, second.status, third.status]).toEqual([429, 429, 200]);
    expect(first.headers.get("retry-after")).toBe("7");
    expect((await bench.channel("ops"))["messages"]).toHaveLength(1);
  });

  it("hits only the method it names", async () => {
    const bench = await workbench();
    await bench.act("faults", { kind: "500", method: "chat.postMessage", count: 1 });

    expect((await call(bench, "users.list")).status).toBe(200);
    expect((await call(bench, "chat.postMessage", POST)).status).toBe(500);
    expect((await bench.channel("ops"))["messages"]).toEqual([]);
  });

  it("error refuses with the code it is given", async () => {
    const bench = await workbench();
    const fault = { kind: "error", error: "restricted_action", method: "conversations.create" };
    await bench.act("faults", { ...fault, count: 1 });

    const refused = bench.client.conversations.create({ name: "new" });

    expect(await errorOf(refused)).toBe("restricted_action");
    expect(await bench.channel("new")).toBeUndefined();
  });

  it("leaves the arguments in the log, also of a call that was not performed", async () => {
    const bench = await workbench();
    await bench.act("faults", { kind: "500", count: 1 });

    await call(bench, "chat.postMessage", POST);

    expect(await bench.log()).toMatchObject([
      { arguments: { channel: OPS, text: "hello" }, status: 500, fault: "500" },
    ]);
  });

  it("drop performs the call and cuts the connection: the ambiguous send", async () => {
    const bench = await workbench();
    await bench.act("faults", { kind: "drop", count: 1 });

    await expect(call(bench, "chat.postMessage", POST)).rejects.toThrow("fetch failed");

    expect(await texts((await bench.channel("ops"))["messages"])).toEqual(["hello"]);
  });

  it("hang neither performs the call nor answers", async () => {
    const bench = await workbench();
    await bench.act("faults", { kind: "hang", count: 1 });

    const signal = AbortSignal.timeout(100);
    await expect(call(bench, "chat.postMessage", { ...POST, signal })).rejects.toThrow("timeout");

    expect((await bench.channel("ops"))["messages"]).toEqual([]);
  });

  it("late performs the call at once and answers later", async () => {
    const bench = await workbench();
    await bench.act("faults", { kind: "late", count: 1, delay: 150 });

    const pending = call(bench, "chat.postMessage", POST);
    await expect
      .poll(async () => texts((await bench.channel("ops"))["messages"]))
      .toEqual(["hello"]);
    const early = await requests(bench);
    const answer = await pending;

    expect(early).toEqual([]);
    expect(await answer.json()).toMatchObject({ ok: true });
    expect(await requests(bench)).toMatchObject([{ method: "chat.postMessage", fault: "late" }]);
  });

  it("can hit a response_url", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);
    await bench.act("command", { user: "anna", channel: "ops", command: "/probe" });
    const url: string = (await app.next("slash_commands"))["payload"].response_url;
    await bench.act("faults", { kind: "500", method: "response_url", count: 1 });

    const body = JSON.stringify({ text: "x" });
    const first = await fetch(url, { method: "POST", body });
    const second = await fetch(url, { method: "POST", body });

    expect([first.status, second.status]).toEqual([500, 200]);
    expect((await requests(bench)).slice(-2)).toMatchObject([
      { method: "response_url", fault: "500" },
      { method: "response_url", arguments: { text: "x" }, status: 200 },
    ]);
  });
});

describe("a fault in a delivery", () => {
  it("duplicate sends the next event twice, with the same event_id", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);
    await bench.act("faults", { kind: "duplicate", count: 1 });

    await bench.act("message", { user: "anna", channel: "ops", text: "one" });
    await bench.act("message", { user: "anna", channel: "ops", text: "two" });

    await expect.poll(() => app.received.length).toBe(4);
    const events = app.received.slice(1).map(({ payload }) => payload);
    expect(events.map(({ event }) => event.text)).toEqual(["one", "one", "two"]);
    expect(events[0].event_id).toBe(events[1].event_id);
    expect(new Set(app.received.map(({ envelope_id }) => envelope_id)).size).toBe(4);
  });

  it("duplicate sends a command twice while the person reads one answer", async () => {
    const bench = await workbench();
    const app = await rawApp(bench, () => ({ text: "done" }));
    await bench.act("faults", { kind: "duplicate", count: 1 });

    await bench.act("command", { user: "anna", channel: "ops", command: "/probe" });

    expect(app.received.filter(({ type }) => type === "slash_commands")).toHaveLength(2);
    expect((await bench.channel("ops"))["messages"]).toHaveLength(1);
  });
});

describe("POST faults", () => {
  it("refuses unknown kinds and shows what is still to come", async () => {
    const bench = await workbench();
    await bench.act("faults", { kind: "hang", count: 2 });

    expect(await bench.act("faults", { kind: "meteor" })).toMatchObject({
      ok: false,
      error: "invalid_arguments",
      message: expect.stringContaining("kind"),
    });
    expect((await bench.state())["faults"]).toMatchObject([{ kind: "hang", count: 2 }]);
  });
});
