import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { Duration } from "luxon";
import { describe, expect, it } from "vitest";
import { post, startHookServer, TOKEN } from "#test/support/hook-server.ts";

const SHORT = Duration.fromObject({ milliseconds: 40 });

describe("stopping", () => {
  it("answers what is under way, then closes kept connections", { tags: ["F40"] }, async () => {
    const stored = Promise.withResolvers<void>();
    const accepting = Promise.withResolvers<void>();
    const server = await startHookServer({
      accept: () => {
        accepting.resolve();
        return stored.promise;
      },
    });

    const underWay = post(server);
    await accepting.promise;
    const stopped = server.stop();
    stored.resolve();

    expect((await underWay).status).toBe(200);
    await stopped;
    await expect(post(server)).rejects.toThrow("fetch failed");
    await server.stop();
  });

  it("answers 503 to a delivery that comes while it stops", async () => {
    const server = await startHookServer();
    const socket = connect(server.port, "127.0.0.1");
    socket.write("POST /hooks/prod HTTP/1.1\r\nHost: x\r\n");
    await fetch(`${server.url}/healthz`);

    const stopped = server.stop();
    socket.write(`Authorization: Bearer ${TOKEN}\r\nContent-Length: 0\r\n\r\n`);

    expect(await text(socket)).toMatch(/^HTTP\/1.1 503 /);
    await stopped;
  });

  it("cuts off what does not end in time", async () => {
    const accepting = Promise.withResolvers<void>();
    const server = await startHookServer({
      accept: () => {
        accepting.resolve();
        return new Promise(() => {});
      },
      serverLimits: { stopWithin: SHORT },
    });

    const underWay = post(server).catch(() => "cut off");
    await accepting.promise;
    await server.stop();

    expect(await underWay).toBe("cut off");
  });
});

describe("the other routes", () => {
  it("says that it is alive and ready", async () => {
    const server = await startHookServer();

    const answers = await Promise.all(
      ["/healthz", "/readyz"].map((path) => fetch(server.url + path)),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it.each([
    [
      "the app says why not",
      async () => ({ kind: "not ready", reasons: ["no database"] }) as const,
      "no database",
    ],
    ["the check fails", () => Promise.reject(new Error("boom")), "check itself failed"],
  ])("answers 503 on /readyz when %s", async (_, readiness, reason) => {
    const server = await startHookServer({ readiness });

    const response = await fetch(`${server.url}/readyz`);

    expect(response.status).toBe(503);
    expect(await response.text()).toContain(reason);
  });

  it("answers 200 on /readyz and says what is impaired where pages go out all the same", async () => {
    const reasons = ["Charts cannot be drawn: run npm ci again"];
    const server = await startHookServer({ readiness: async () => ({ kind: "ready", reasons }) });

    const response = await fetch(`${server.url}/readyz`);

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: "ready", impaired: reasons });
  });

  it("shows what was counted, with route patterns in place of paths", async () => {
    const server = await startHookServer();
    await post(server, { path: `/hooks/prod/${TOKEN}` });

    const response = await fetch(`${server.url}/metrics`);
    const shown = await response.text();

    expect(response.headers.get("content-type")).toContain("text/plain");
    expect(shown).toContain('muster_ingest_accepted_total{source="prod"} 1');
    expect(shown).toContain(
      'muster_http_requests_total{route="/hooks/:source/:token",status="200"} 1',
    );
    expect(shown).not.toContain(TOKEN);
  });

  it("hands a request over to somebody else's listener", async () => {
    const server = await startHookServer({
      routes: [
        {
          kind: "listener",
          method: "POST",
          path: "/slack/events",
          listen: async (request, response) => response.end(await text(request)),
        },
      ],
    });

    const response = await post(server, { path: "/slack/events", body: "hello" });

    expect(await response.text()).toBe("hello");
  });

  it("answers 500 without detail when a handler throws", async () => {
    const server = await startHookServer({
      routes: [
        {
          kind: "answer",
          method: "GET",
          path: "/broken",
          answer: () => {
            throw new Error("inner detail");
          },
        },
      ],
    });

    const response = await fetch(`${server.url}/broken`);

    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"error":"internal"}\n');
    expect(server.lines.join("")).toContain("inner detail");
  });

  it("refuses to start on a port that is taken", async () => {
    const server = await startHookServer();

    await expect(startHookServer({ port: server.port })).rejects.toThrow("EADDRINUSE");
  });
});
