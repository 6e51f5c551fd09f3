import { connect } from "node:net";
import { Duration } from "luxon";
import { describe, expect, it } from "vitest";
import { BODY, headOf, post, startHookServer } from "#test/support/hook-server.ts";

const SHORT = Duration.fromObject({ milliseconds: 40 });

describe("when it cannot be stored", () => {
  it("answers 503 without a word of why, and logs it", async () => {
    const server = await startHookServer({
      accept: () => Promise.reject(new Error("database secret-host is down")),
    });

    const response = await post(server);

    expect(response.status).toBe(503);
    expect(response.headers.get("connection")).toBe("close");
    expect(await response.text()).not.toContain("secret-host");
    expect(server.lines.join("")).toContain("database secret-host is down");
  });

  it("answers 503 when putting aside fails", async () => {
    const server = await startHookServer({ quarantine: () => Promise.reject(new Error("down")) });

    expect((await post(server, { body: "hello" })).status).toBe(503);
  });

  it("answers 503 when storing takes too long, and keeps its place taken until it ends", async () => {
    const stored = Promise.withResolvers<void>();
    const server = await startHookServer({
      accept: () => stored.promise,
      limits: { storeWithin: SHORT, requests: 1 },
    });

    const late = await post(server);
    const meanwhile = await post(server);
    stored.resolve();
    await stored.promise;
    const after = await post(server);

    expect([late.status, meanwhile.status, after.status]).toEqual([503, 503, 200]);
    expect(await meanwhile.json()).toMatchObject({ error: "overloaded" });
  });

  it("answers 503 when too many bytes are under way", async () => {
    const stored = Promise.withResolvers<void>();
    const accepting = Promise.withResolvers<void>();
    const server = await startHookServer({
      accept: () => {
        accepting.resolve();
        return stored.promise;
      },
      limits: { bytesInFlight: BODY.length + 1 },
    });

    const first = post(server);
    await accepting.promise;
    const second = await post(server);
    stored.resolve();

    expect([(await first).status, second.status]).toEqual([200, 503]);
    expect((await post(server)).status).toBe(200);
  });

  it("frees the place of a sender that went away", async () => {
    const server = await startHookServer({ limits: { requests: 1 } });
    const socket = connect(server.port, "127.0.0.1");

    socket.write(`${headOf("Content-Length: 100")}{"alerts"`);
    await expect.poll(async () => (await post(server)).status).toBe(503);
    socket.destroy();

    await expect.poll(async () => (await post(server)).status).toBe(200);
    expect((await server.metrics.render()).text).toContain('reason="aborted"} 1');
  });
});
