import { describe, expect, it } from "vitest";
import { rawApp } from "#test/sandbox/raw-app.ts";
import { type Answer, type Bench, OPS, section, workbench } from "#test/sandbox/workbench.ts";

const BUTTON = {
  type: "actions",
  elements: [{ type: "button", action_id: "go", text: { type: "plain_text", text: "Go" } }],
};

async function answer(url: string, body: object | string): Promise<Answer> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(url, { method: "POST", body: text });
  return { status: response.status, body: await response.text() };
}

/** Anna types a command; its response_url comes back. */
async function commandUrl(bench: Bench): Promise<string> {
  const app = await rawApp(bench);
  await bench.act("command", { user: "anna", channel: "quiet", command: "/probe" });
  return (await app.next("slash_commands"))["payload"].response_url;
}

/** Anna presses the button of a message; the response_url comes back. */
async function clickUrl(bench: Bench): Promise<string> {
  const app = await rawApp(bench);
  const post = { channel: OPS, text: "card", blocks: [BUTTON] };
  const { ts } = await bench.client.chat.postMessage(post);
  await bench.act("click", { user: "anna", channel: "ops", ts, action_id: "go" });
  return (await app.next("interactive"))["payload"].response_url;
}

describe("a response_url", () => {
  it("works where the bot is no member: for one person, or for all", async () => {
    const bench = await workbench();
    const url = await commandUrl(bench);

    expect(await answer(url, { text: "for you" })).toMatchObject({ status: 200 });
    await answer(url, { text: "for all", response_type: "in_channel" });

    expect((await bench.channel("quiet"))["messages"]).toMatchObject([
      { text: "for you", is_ephemeral: true },
      expect.not.objectContaining({ is_ephemeral: true }),
    ]);
  });

  it("is good for five uses", async () => {
    const bench = await workbench();
    const url = await commandUrl(bench);
    for (let count = 0; count < 5; count += 1) await answer(url, { text: "x" });

    const sixth = await answer(url, { text: "x" });

    expect(sixth).toEqual({ status: 404, body: '{"ok":false,"error":"used_url"}' });
  });

  it("is good for thirty minutes", async () => {
    const bench = await workbench();
    const url = await commandUrl(bench);
    bench.clock.advance(30 * 60_000);
    expect(await answer(url, { text: "x" })).toMatchObject({ status: 200 });

    bench.clock.advance(1);

    expect(await answer(url, { text: "x" })).toMatchObject({
      status: 404,
      body: '{"ok":false,"error":"expired_url"}',
    });
  });

  it("does not say which block is wrong", async () => {
    const bench = await workbench();
    const url = await commandUrl(bench);

    const refused = await answer(url, { text: "x", blocks: [section("x".repeat(3001))] });

    expect(refused).toEqual({ status: 400, body: '{"ok":false,"error":"invalid_blocks"}' });
  });

  it("refuses what is no JSON, and nothing at all", async () => {
    const bench = await workbench();
    const url = await commandUrl(bench);

    expect(await answer(url, "{nonsense")).toMatchObject({ status: 400 });
    expect(await answer(url, {})).toEqual({
      status: 400,
      body: '{"ok":false,"error":"no_text"}',
    });
    expect(await answer(`${url}x`, { text: "x" })).toMatchObject({ status: 404 });
  });

  it("replaces or deletes the message that was clicked", async () => {
    const bench = await workbench();
    const url = await clickUrl(bench);

    await answer(url, { text: "taken", replace_original: true });
    expect((await bench.channel("ops"))["messages"]).toMatchObject([{ text: "taken", blocks: [] }]);

    await answer(url, { delete_original: true });
    expect((await bench.channel("ops"))["messages"]).toEqual([]);
  });

  it("is the only way to change an ephemeral message", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);
    const whisper = { channel: OPS, user: "U0ANNA00001", text: "psst", blocks: [BUTTON] };
    const { message_ts: ts } = await bench.client.chat.postEphemeral(whisper);
    await bench.act("click", { user: "anna", channel: "ops", ts, action_id: "go" });
    const { payload } = await app.next("interactive");

    await answer(payload.response_url, { text: "louder", replace_original: true });

    expect(payload).not.toHaveProperty("message");
    expect(payload.container).toMatchObject({ is_ephemeral: true });
    expect((await bench.channel("ops"))["messages"]).toMatchObject([
      { ts, text: "louder", is_ephemeral: true },
    ]);
  });
});
