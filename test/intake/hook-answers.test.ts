import { gzipSync } from "node:zlib";
import { Duration } from "luxon";
import { describe, expect, it } from "vitest";
import { BODY, headOf, post, speak, startHookServer } from "#test/support/hook-server.ts";

const SHORT = Duration.fromObject({ milliseconds: 40 });

describe("what is answered", () => {
  it.each(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])("answers 405 to %s", async (method) => {
    const server = await startHookServer();

    const response = await fetch(`${server.url}/hooks/prod`, { method });

    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST");
  });

  it.each([
    "/hook/prod",
    "/hooks",
    "/hooks/",
    "/hooks/prod/",
    "/hooks/a/b/c",
    "/hooks/%ZZ",
    "/",
    "/..",
  ])("answers 404 in JSON to a POST to %s", async (path) => {
    const server = await startHookServer();

    const answer = await speak(
      server,
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    );

    expect(answer).toMatch(/^HTTP\/1.1 404 /);
    expect(answer).toContain('"error":');
  });

  it.each([
    ["Origin", "https://evil.example"],
    ["Origin", "null"],
    ["Sec-Fetch-Site", "cross-site"],
  ])("refuses what a website has a browser send: %s: %s", async (name, value) => {
    const server = await startHookServer();

    const answer = await speak(
      server,
      `POST /hooks/prod HTTP/1.1\r\nHost: x\r\n${name}: ${value}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    );

    expect(answer).toMatch(/^HTTP\/1.1 403 /);
    expect(server.accepted).toEqual([]);
  });

  it("takes a request line with a whole address, as proxies send it", async () => {
    const server = await startHookServer();
    const request = headOf(`Content-Length: ${BODY.length}`, "Connection: close") + BODY;

    const answer = await speak(server, request.replace(" /hooks", " http://muster.example/hooks"));

    expect(answer).toMatch(/^HTTP\/1.1 200 /);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "nonsense"])(
    "does not mind the content type %s",
    async (type) => {
      const server = await startHookServer();

      const response = await post(server, { headers: { "content-type": type } });

      expect(response.status).toBe(200);
    },
  );

  it.each([
    ["an empty body", ""],
    ["text", "hello"],
    ["cut JSON", BODY.slice(0, -3)],
    ["a list", "[]"],
    ["null", "null"],
    ["an object without alerts", "{}"],
    ["alerts that are no list", '{"alerts": {}}'],
    [
      "JSON nested a hundred thousand deep",
      `{"alerts":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
    ],
  ])("puts aside %s, answers 400 and tells the app", async (_, body) => {
    const server = await startHookServer();

    const response = await post(server, { body });

    expect(response.status).toBe(400);
    expect(server.accepted).toEqual([]);
    expect(server.quarantined.map((put) => Buffer.from(put.body).toString())).toEqual([body]);
    expect(server.refusals).toMatchObject([{ source: "prod", reason: "unreadable" }]);
    expect((await server.metrics.render()).text).toContain(
      'muster_quarantine_total{source="prod"} 1',
    );
  });

  it("answers 413 to a body that says it is too large, and names max_alerts", async () => {
    const server = await startHookServer();

    const response = await post(server, { body: new Uint8Array(16 * 1024 * 1024 + 1) });

    expect(response.status).toBe(413);
    expect(await response.text()).toContain("max_alerts");
    expect(server.refusals).toMatchObject([{ reason: "too_large" }]);
  });

  it("answers 413 to a body that grows too large without saying so", async () => {
    const server = await startHookServer({ limits: { bodyBytes: 100 } });
    const chunk = `64\r\n${"x".repeat(100)}\r\n`;

    const tooLarge = `${headOf("Transfer-Encoding: chunked")}${chunk.repeat(100)}0\r\n\r\n`;
    const next = headOf("Content-Length: 2", "Connection: close");

    const answer = await speak(server, `${tooLarge}${next}{}`);

    expect(answer.match(/HTTP\/1.1 \d+/g)).toEqual(["HTTP/1.1 413", "HTTP/1.1 400"]);
    expect(server.accepted).toEqual([]);
  });

  it("takes a body of exactly the limit", async () => {
    const server = await startHookServer({ limits: { bodyBytes: BODY.length } });

    expect((await post(server)).status).toBe(200);
  });

  it("answers 408 to a body that does not come in time", async () => {
    const server = await startHookServer({ limits: { bodyWithin: SHORT } });

    const answer = await speak(server, `${headOf("Content-Length: 100")}{"alerts"`);

    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(answer).toContain("Connection: close");
  });

  it("closes on headers that do not come in time", async () => {
    const server = await startHookServer({
      serverLimits: { requestWithin: SHORT, checkEvery: SHORT },
    });

    const answer = await speak(server, "POST /hooks/prod HTTP/1.1\r\nHost: x\r\n");

    expect(answer).toMatch(/^HTTP\/1.1 408 /);
  });

  it("answers 415 to a compressed body", async () => {
    const server = await startHookServer();

    const response = await post(server, {
      body: gzipSync(BODY),
      headers: { "content-encoding": "gzip" },
    });

    expect(response.status).toBe(415);
    expect(server.quarantined).toEqual([]);
  });

  it("answers 431 to headers of 20 kB", async () => {
    const server = await startHookServer();

    const answer = await speak(server, headOf(`X-Long: ${"x".repeat(20_000)}`));

    expect(answer).toMatch(/^HTTP\/1.1 431 /);
  });

  it.each([
    "GET // HTTP/1.1",
    "GET http:// HTTP/1.1",
    "GET * HTTP/1.1",
    "GET /%00 HTTP/1.1",
    "OPTIONS * HTTP/1.1",
    "GET ?? HTTP/1.1",
    "FOO",
  ])("lives on after the request line %j", async (line) => {
    const server = await startHookServer();

    const answer = await speak(server, `${line}\r\nHost: x\r\nConnection: close\r\n\r\n`);

    expect(answer).toMatch(/^HTTP\/1.1 4\d\d /);
    expect((await post(server)).status).toBe(200);
  });
});
