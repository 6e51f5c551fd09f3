import { describe, expect, it } from "vitest";
import { rawApp } from "#test/sandbox/raw-app.ts";
import { ANNA, type Answer, BEN, OPS, section, workbench } from "#test/sandbox/workbench.ts";

const PROBE = { user: "anna", channel: "#ops", command: "/probe", text: "" };

describe("a slash command", () => {
  it("reaches the app with everything Slack tells", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);

    await bench.act("command", { ...PROBE, text: "now please" });

    const { payload } = await app.next("slash_commands");
    expect(payload).toMatchObject({
      command: "/probe",
      text: "now please",
      user_id: ANNA,
      user_name: "anna",
      channel_id: OPS,
      channel_name: "ops",
      is_enterprise_install: "false",
      response_url: expect.stringContaining(bench.sandbox.url),
      trigger_id: expect.any(String),
      api_app_id: (await bench.state())["app"].id,
    });
    const values: unknown[] = Object.values(payload);
    expect(values.filter((value) => typeof value !== "string")).toEqual([]);
  });

  it.each([
    ["vault", "privategroup"],
    ["@probe", "directmessage"],
  ])("in %s hides the name as %s", async (channel, label) => {
    const bench = await workbench();
    const app = await rawApp(bench);

    await bench.act("command", { ...PROBE, channel });

    expect((await app.next("slash_commands"))["payload"].channel_name).toBe(label);
  });

  it("escapes people and channels only where the manifest says so", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);
    const text = "page @ben about #ops, not @nobody";

    await bench.act("command", { ...PROBE, text });
    await bench.act("command", { ...PROBE, command: "/plain", text });

    const texts = app.received.slice(1).map(({ payload }) => payload.text);
    expect(texts).toEqual([`page <@${BEN}|ben> about <#${OPS}|ops>, not @nobody`, text]);
  });

  it.each([
    ["for the one who asked", { text: "psst" }, { is_ephemeral: true, ephemeral_to: ANNA }],
    ["for all", { text: "hear", response_type: "in_channel" }, { text: "hear" }],
  ])("shows the answer %s", async (_whom, reply, shown) => {
    const bench = await workbench();
    await rawApp(bench, () => reply);

    expect(await bench.act("command", PROBE)).toMatchObject({ ok: true, ack: reply });
    expect((await bench.channel("ops"))["messages"]).toMatchObject([shown]);
  });

  it("shows nothing when the app says nothing", async () => {
    const bench = await workbench();
    await rawApp(bench);

    expect(await bench.act("command", PROBE)).toEqual({ ok: true, ack: {} });
    expect((await bench.channel("ops"))["messages"]).toEqual([]);
  });

  it("tells the person when the answer has a wrong block", async () => {
    const bench = await workbench();
    await rawApp(bench, () => ({ blocks: [section("x".repeat(3001))] }));

    expect(await bench.act("command", PROBE)).toMatchObject({
      ok: false,
      error: '/probe failed with the error "invalid_command_response"',
    });
  });

  it.each([
    [{ user: "nobody" }, "user_not_found", "anna"],
    [{ user: "gone" }, "account_inactive", "gone"],
    [{ channel: "nowhere" }, "channel_not_found", "#ops"],
    [{ user: "ben", channel: "vault" }, "channel_not_found", "#ops"],
    [{ user: "guest", channel: "quiet" }, "channel_not_found", "#ops"],
    [{ channel: "old" }, "is_archived", "archived"],
    [{ command: "/prob" }, "invalid_command", "/probe, /plain"],
    [{ command: 7 }, "invalid_arguments", "command"],
  ])("is refused with %j: %s", async (change, error, hint) => {
    const bench = await workbench();
    await rawApp(bench);

    const answer: Answer = await bench.act("command", { ...PROBE, ...change });

    expect(answer).toMatchObject({ ok: false, error, message: expect.stringContaining(hint) });
  });
});
