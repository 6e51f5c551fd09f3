import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { Duration } from "luxon";
import { describe, expect, it } from "vitest";
import { parseAlertmanager } from "#intake/alertmanager.ts";
import {
  BODY,
  headOf,
  type HookServer,
  post,
  speak,
  startHookServer,
} from "#test/support/hook-server.ts";
import { RECEIVED_AT, webhook, webhookAlert } from "#test/support/webhook.ts";

const SHORT = Duration.fromObject({ milliseconds: 40 });

describe("what is answered", () => {
  it.each(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])(
    "answers 405 to %s",
    { tags: ["I03"] },
    async (method) => {
      const server = await startHookServer();

      const response = await fetch(`${server.url}/hooks/prod`, { method });

      expect(response.status).toBe(405);
      expect(response.headers.get("allow")).toBe("POST");
    },
  );

  it.each([
    "/hook/prod",
    "/hooks",
    "/hooks/",
    "/hooks/prod/",
    "/hooks/a/b/c",
    "/hooks/%ZZ",
    "/",
    "/..",
  ])("answers 404 in JSON to a POST to %s", { tags: ["I04"] }, async (path) => {
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
    "takes JSON of the content type %s",
    { tags: ["I05"] },
    async (type) => {
      const server = await startHookServer();

      const response = await post(server, { headers: { "content-type": type } });

      expect(response.status).toBe(200);
    },
  );

  it("puts an empty body aside, answers 400 and tells the app", { tags: ["I06"] }, async () => {
    expect(await putAside("")).toEqual(asSent(""));
  });

  it.each([
    ["text", "hello"],
    ["cut JSON", BODY.slice(0, -3)],
  ])("puts %s aside, answers 400 and tells the app", { tags: ["I07"] }, async (_, body) => {
    expect(await putAside(body)).toEqual(asSent(body));
  });

  it.each([
    ["a list", "[]"],
    ["a string", '"alerts"'],
    ["null", "null"],
  ])("puts %s aside, answers 400 and tells the app", { tags: ["I17"] }, async (_, body) => {
    expect(await putAside(body)).toEqual(asSent(body));
  });

  it.each([
    ["an object without alerts", "{}"],
    ["alerts that are no list", '{"alerts": {}}'],
  ])("puts %s aside, answers 400 and tells the app", async (_, body) => {
    expect(await putAside(body)).toEqual(asSent(body));
  });

  it(
    "puts JSON nested a hundred thousand deep aside and answers 400",
    { tags: ["I14"] },
    async () => {
      const body = `{"alerts":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;

      expect(await putAside(body)).toEqual(asSent(body));
    },
  );

  it("takes bytes that are no UTF-8, and counts such a delivery", { tags: ["I09"] }, async () => {
    const server = await startHookServer();

    const response = await post(server, {
      body: Buffer.from(`${BODY.slice(0, -1)},"\xFF":1}`, "latin1"),
    });

    expect(response.status).toBe(200);
    expect(server.accepted).toHaveLength(1);
    expect((await server.metrics.render()).text).toContain(
      'muster_ingest_mended_total{source="prod"} 1',
    );
  });

  it(
    "takes ten thousand alerts in one body, and all of them are there",
    { tags: ["I21"] },
    async () => {
      const server = await startHookServer();
      const alerts = Array.from({ length: 10_000 }, (_, index) =>
        webhookAlert({
          labels: { alertname: "Disk", instance: `host-${index}` },
          fingerprint: index.toString(16).padStart(16, "0"),
        }),
      );

      const response = await post(server, { body: JSON.stringify(webhook({ alerts })) });

      expect(response.status).toBe(200);
      const [delivery] = server.accepted;
      const read = parseAlertmanager(delivery?.body ?? Buffer.of(), RECEIVED_AT);
      expect(read.kind === "report" && read.report.events).toHaveLength(10_000);
    },
  );

  it(
    "answers 413 to a body that says it is too large, and names max_alerts",
    { tags: ["I11"] },
    async () => {
      const server = await startHookServer();

      const response = await post(server, { body: new Uint8Array(16 * 1024 * 1024 + 1) });

      expect(response.status).toBe(413);
      expect(await response.text()).toContain("max_alerts");
      expect(server.refusals).toMatchObject([{ reason: "too_large" }]);
    },
  );

  it(
    "answers 413 to a body that grows too large without saying so",
    { tags: ["I11"] },
    async () => {
      const server = await startHookServer({ limits: { bodyBytes: 100 } });
      const chunk = `64\r\n${"x".repeat(100)}\r\n`;

      const tooLarge = `${headOf("Transfer-Encoding: chunked")}${chunk.repeat(100)}0\r\n\r\n`;
      const next = headOf("Content-Length: 2", "Connection: close");

      const answer = await speak(server, `${tooLarge}${next}{}`);

      expect(answer.match(/HTTP\/1.1 \d+/g)).toEqual(["HTTP/1.1 413", "HTTP/1.1 400"]);
      expect(server.accepted).toEqual([]);
    },
  );

  it("takes a body of exactly the limit", async () => {
    const server = await startHookServer({ limits: { bodyBytes: BODY.length } });

    expect((await post(server)).status).toBe(200);
  });

  it("closes with 408 on a body that is shorter than it says", { tags: ["I12"] }, async () => {
    const server = await startHookServer({ limits: { bodyWithin: SHORT } });

    const answer = await speak(server, `${headOf("Content-Length: 100")}{"alerts"`);

    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(answer).toContain("Connection: close");
    expect(server.accepted).toEqual([]);
  });

  it("closes with 408 on a body that comes byte by byte", { tags: ["I12"] }, async () => {
    const server = await startHookServer({ limits: { bodyWithin: SHORT } });

    const answer = await drip(server, headOf("Content-Length: 100000"), " ");

    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(server.accepted).toEqual([]);
  });

  it("closes on headers that do not come in time", async () => {
    const server = await startHookServer({
      serverLimits: { requestWithin: SHORT, checkEvery: SHORT },
    });

    const answer = await speak(server, "POST /hooks/prod HTTP/1.1\r\nHost: x\r\n");

    expect(answer).toMatch(/^HTTP\/1.1 408 /);
  });

  it("answers 415 to a compressed body", { tags: ["I10"] }, async () => {
    const server = await startHookServer();

    const response = await post(server, {
      body: gzipSync(BODY),
      headers: { "content-encoding": "gzip" },
    });

    expect(response.status).toBe(415);
    expect(server.quarantined).toEqual([]);
  });

  it("answers 431 to a header without end", { tags: ["I13"] }, async () => {
    const server = await startHookServer();

    const answer = await drip(server, headOf("X-Long: x").trimEnd(), "x".repeat(2000));

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

/** What becomes of a body, as it is answered, kept, told and counted. */
async function putAside(body: string): Promise<object> {
  const server = await startHookServer();
  const { status } = await post(server, { body });
  return {
    status,
    accepted: server.accepted.length,
    kept: server.quarantined.map((put) => Buffer.from(put.body).toString()),
    told: server.refusals.map(({ source, reason }) => `${source}: ${reason}`),
    counted: /^muster_quarantine_total.*$/m.exec((await server.metrics.render()).text)?.[0],
  };
}

function asSent(body: string): object {
  const counted = 'muster_quarantine_total{source="prod"} 1';
  return { status: 400, accepted: 0, kept: [body], told: ["prod: unreadable"], counted };
}

/** What the server sends to a client that goes on until it is answered, a piece at a time. */
async function drip(server: HookServer, head: string, piece: string): Promise<string> {
  const socket = connect(server.port, "127.0.0.1");
  socket.on("error", () => socket.destroy());
  socket.write(head);
  const dripping = setInterval(() => socket.write(piece), 2);
  socket.once("data", () => clearInterval(dripping));
  return await text(socket);
}
