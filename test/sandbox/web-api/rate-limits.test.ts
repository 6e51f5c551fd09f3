import { describe, expect, it } from "vitest";
import { ANNA, call, errorOf, OPS, workbench } from "#test/sandbox/workbench.ts";

describe("rate limits", () => {
  it("are off unless asked for", async () => {
    const { client } = await workbench();

    for (let count = 0; count < 10; count += 1) {
      await client.chat.postMessage({ channel: OPS, text: "x" });
    }

    expect(await client.auth.test()).toMatchObject({ ok: true });
  });

  it("let five messages through at once, then one a second, in each channel", async () => {
    const bench = await workbench({ rateLimits: 1 });
    function post(channel: string): Promise<unknown> {
      return bench.client.chat.postMessage({ channel, text: "x" });
    }
    for (let count = 0; count < 5; count += 1) await post(OPS);

    await expect(post(OPS)).rejects.toMatchObject({ retryAfter: 1 });
    await post(ANNA);
    bench.clock.advance(1000);
    await post(OPS);
    await expect(post(OPS)).rejects.toMatchObject({ retryAfter: 1 });
  });

  it("answer 429 with the seconds to wait", async () => {
    const bench = await workbench({ rateLimits: 1 });
    async function list(): Promise<Response> {
      return call(bench, "users.list");
    }
    for (let count = 0; count < 20; count += 1) await list();

    const refused = await list();

    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("3");
    expect(await refused.json()).toEqual({ ok: false, error: "ratelimited" });
    bench.clock.advance(3000);
    expect((await list()).status).toBe(200);
  });

  it("can be scaled", async () => {
    const bench = await workbench({ rateLimits: 2 });
    for (let count = 0; count < 40; count += 1) await call(bench, "users.list");

    expect((await call(bench, "users.list")).status).toBe(429);
    expect(await errorOf(bench.client.users.info({ user: ANNA }))).toBe(null);
  });
});
