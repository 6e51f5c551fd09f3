import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import { createTrafficLog } from "#sandbox/traffic/log.ts";
import { ANNA, type Answer, errorOf, MANIFEST, OPS, workbench } from "./workbench.ts";

const MAIN = fileURLToPath(new URL("../../sandbox/main.ts", import.meta.url));
const SAMPLE = fileURLToPath(new URL("../../sandbox/workspace.yaml", import.meta.url));

describe("starting", () => {
  it("says at / that it is not Slack", async () => {
    const { sandbox } = await workbench();

    expect(await (await fetch(sandbox.url)).text()).toContain("This is a sandbox, not Slack");
  });

  it("reads the sample workspace", async () => {
    const { state } = await workbench({ workspace: SAMPLE });

    const { users, channels } = await state();

    expect(users.filter((user: Answer) => user["is_bot"] === false)).toHaveLength(6);
    expect(channels.map(({ name }: Answer) => name)).toEqual([
      "general",
      "incidents",
      "team-checkout",
      "team-platform",
    ]);
  });

  it("gives the same name the same id every time", async () => {
    const seed = { users: [{ name: "zoe" }], channels: [{ name: "zoo" }], usergroups: [] };
    const [first, second] = [await workbench({ seed }), await workbench({ seed })];

    const ids = [await first.state(), await second.state()].map(({ users, channels, app }) => [
      users[0].id,
      channels[0].id,
      app.bot_user_id,
    ]);

    expect(ids[0]).toEqual(ids[1]);
    expect(ids[0]?.join()).toMatch(/^U[A-Z0-9]{10},C[A-Z0-9]{10},U[A-Z0-9]{10}$/);
  });

  it.each([
    [{ users: [{ name: "zoe", colour: "red" }] }, "colour"],
    [{ channels: [{ name: "zoo", members: ["nobody"] }] }, 'there is no user "nobody"'],
  ])("refuses the seed %j", async (seed, hint) => {
    const started = startSandbox({ manifest: MANIFEST, seed });

    await expect(started).rejects.toThrow(hint);
  });

  it("listens only on this machine", async () => {
    const started = startSandbox({ manifest: MANIFEST, host: "0.0.0.0" });

    await expect(started).rejects.toThrow("not a loopback address");
  });

  it("says which port is taken and how to choose another", async () => {
    const { sandbox } = await workbench();
    const { port } = new URL(sandbox.url);

    const started = startSandbox({ manifest: MANIFEST, port: Number(port) });

    await expect(started).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken. Choose another one with SANDBOX_PORT`,
    );
  });

  it("runs from the command line until it is stopped", async () => {
    const env = { ...process.env, SANDBOX_PORT: "0", SANDBOX_MANIFEST: MANIFEST };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ["ignore", "pipe", "inherit"] });
    const [output] = (await once(child.stdout, "data")) as [Buffer];

    child.kill("SIGTERM");
    const [code] = (await once(child, "exit")) as [number];

    expect(output.toString()).toMatch(/A sandbox workspace \(not Slack\) is at http:\/\/127/);
    expect(code).toBe(0);
  });
});

describe("the state", () => {
  it("shows people with what matters about them", async () => {
    const { state } = await workbench();

    const { users } = await state();

    const byName = Object.fromEntries(users.map((user: Answer) => [user["name"], user]));
    expect(byName).toMatchObject({
      anna: { id: ANNA, email: "anna@example.com", presence: "active", dnd: false },
      guest: { is_restricted: true },
      stranger: { is_stranger: true },
      gone: { deleted: true },
      probe: { is_bot: true },
    });
  });
});

describe("the log", () => {
  it("notes each call with token, scope, arguments, answer and time", async () => {
    const { client, log } = await workbench();
    await client.chat.postMessage({ channel: OPS, text: "hello" });

    const entry = (await log()).find(({ method }) => method === "chat.postMessage");
    expect(entry).toMatchObject({
      seq: expect.any(Number),
      kind: "request",
      method: "chat.postMessage",
      arguments: { channel: OPS, text: "hello" },
      token: "bot",
      needed: ["chat:write"],
      status: 200,
      answer: { ok: true },
      ms: expect.any(Number),
    });
    expect(JSON.stringify(entry)).not.toContain("xoxb-");
  });

  it("can be read from where one left off", async () => {
    const { client, log } = await workbench();
    await client.auth.test();
    const [first] = await log();

    await client.team.info();

    expect(await log(first?.["seq"])).toMatchObject([{ seq: 2, method: "team.info" }]);
  });

  it("can be read from its end", async () => {
    const { client, sandbox } = await workbench();
    await client.auth.test();
    await client.team.info();

    const answer = await fetch(`${sandbox.url}/_control/log?limit=1`);

    expect(await answer.json()).toMatchObject({ ok: true, entries: [{ method: "team.info" }] });
  });

  it("forgets the oldest entries", () => {
    const log = createTrafficLog(Date.now);
    const request = { kind: "request", method: "auth.test", arguments: {}, token: "bot" } as const;
    const answer = { needed: [], status: 200, answer: { ok: true }, ms: 1 } as const;

    for (let count = 0; count < 6100; count += 1) log.add({ ...request, ...answer });

    const entries = log.since(0);
    expect(entries).toHaveLength(5000);
    expect(entries.at(-1)).toMatchObject({ seq: 6100 });
  });
});

describe("POST reset", () => {
  it("brings back the workspace as it was, without messages, faults and log", async () => {
    const bench = await workbench();
    await bench.client.chat.postMessage({ channel: OPS, text: "x" });
    await bench.client.conversations.create({ name: "extra" });
    await bench.act("faults", { kind: "500", method: "auth.test", count: 9 });

    expect(await bench.act("reset")).toEqual({ ok: true });

    expect((await bench.channel("ops"))["messages"]).toEqual([]);
    expect(await bench.channel("extra")).toBeUndefined();
    expect(await bench.log()).toEqual([]);
    expect(await errorOf(bench.client.auth.test())).toBe(null);
  });
});

describe("the controls", () => {
  it("name what there is when asked for something else", async () => {
    const { act } = await workbench();

    expect(await act("dance")).toMatchObject({
      ok: false,
      error: "unknown_act",
      message: expect.stringContaining("click, command"),
    });
  });

  it("refuse a body that is no JSON", async () => {
    const { sandbox } = await workbench();
    const url = `${sandbox.url}/_control/message`;

    const answer = await fetch(url, { method: "POST", body: "{" });

    expect(await answer.json()).toMatchObject({ ok: false, error: "invalid_json" });
  });
});
