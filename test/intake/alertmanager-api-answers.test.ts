import { once } from "node:events";
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { listAlerts } from "#intake/alertmanager-api.ts";
import { listSilences } from "#intake/alertmanager-silences.ts";

const UPTIME = "2026-11-20T10:00:00.123456789+01:00";
const ALERT = {
  labels: { alertname: "Disk" },
  fingerprint: "e7c48d140af201f5",
  startsAt: "2026-11-20T10:21:12.522Z",
  endsAt: "2026-11-20T10:31:12.522Z",
  status: { state: "active", silencedBy: [], inhibitedBy: [] },
};

describe("silences", () => {
  const times = { startsAt: "2026-11-20T10:00:00Z", endsAt: "2026-11-20T12:00:00Z" };
  const silence = { id: "s1", ...times, createdBy: "ann", comment: "known" };
  const active = { ...silence, status: { state: "active" } };

  it.each([
    ["equal", { isRegex: false, isEqual: true }, 'job="a|b"'],
    ["equal, from before there were others", { isRegex: false }, 'job="a|b"'],
    ["not equal", { isRegex: false, isEqual: false }, 'job!="a|b"'],
    ["like", { isRegex: true, isEqual: true }, 'job=~"a|b"'],
    ["not like", { isRegex: true, isEqual: false }, 'job!~"a|b"'],
  ])("say what they match: %s", async (_, operator, words) => {
    const matchers = [{ name: "job", value: "a|b", ...operator }];
    const url = await serve(answerAll([{ ...active, matchers }]));

    const [found] = await listSilences({ url }, { timeoutMs: 4000 });

    expect(found?.matchers).toEqual([words]);
  });

  it("are those that hold now, not those to come or those that are over", async () => {
    const states = ["pending", "active", "expired"].map((state) => {
      return { ...silence, id: state, status: { state }, matchers: [] };
    });
    const url = await serve(answerAll(states));

    const found = await listSilences({ url }, { timeoutMs: 4000 });

    expect(found.map(({ id }) => id)).toEqual(["active"]);
  });
});

describe("a listing", () => {
  it("asks for alerts in every state, and for the start time after them", async () => {
    const asked: string[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url ?? "");
      answerWell([])(request, response);
    });

    const { upSince } = await listAlerts({ url }, { timeoutMs: 4000 });

    expect(upSince.toUTC().toISO()).toBe("2026-11-20T09:00:00.123Z");
    expect(asked).toEqual([
      "/api/v2/alerts?active=true&silenced=true&inhibited=true&unprocessed=true",
      "/api/v2/status",
    ]);
  });

  it.each([
    ["nothing when it is active", { state: "active" }, null],
    ["nothing when it is not processed yet", { state: "unprocessed", silencedBy: [] }, null],
    [
      "everything that mutes it, each once",
      { state: "suppressed", silencedBy: ["s"], inhibitedBy: ["i", "m"], mutedBy: ["m"] },
      ["s", "i", "m"],
    ],
    ["something unnamed when it only says so", { state: "suppressed", silencedBy: null }, []],
  ])("tells of an alert that it is muted by %s", async (_, status, mutedBy) => {
    const url = await serve(answerWell([{ ...ALERT, status }]));

    const { alerts } = await listAlerts({ url }, { timeoutMs: 4000 });

    expect(alerts).toMatchObject([{ fingerprint: ALERT.fingerprint, mutedBy }]);
  });

  it.each([
    ["basic", { basic: { username: "us:er", password: "pä ss" } }, "Basic dXM6ZXI6cMOkIHNz"],
    ["bearer", { bearer: "t0ken" }, "Bearer t0ken"],
    ["neither", {}, undefined],
  ])("authenticates by %s", async (_, access, expected) => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      seen.push(request.headers.authorization);
      answerWell([])(request, response);
    });

    await listAlerts({ url, ...access }, { timeoutMs: 4000 });

    expect(seen).toEqual([expected, expected]);
  });
});

describe("an answer that is no listing", () => {
  it.each<[string, RequestListener, string, string]>([
    ["a redirect", reply(302, "", { location: "/elsewhere" }), "redirected", "302"],
    ["401", reply(401, "Unauthorized"), "unauthorized", "401"],
    ["403", reply(403, "no"), "unauthorized", "403"],
    ["an error as a sentence", reply(400, '"bad matcher"'), "refused", "400: bad matcher"],
    ["an error with a code", reply(422, '{"code":602,"message":"no"}'), "refused", "422: no"],
    ["an error in HTML", reply(404, "<html>"), "refused", "it answered 404"],
    ["a page of HTML", reply(200, "<html>"), "not_json", "address of an Alertmanager"],
    ["nothing", reply(200, ""), "not_json", "did not answer in JSON"],
    ["an object", reply(200, "{}"), "unexpected_answer", "shape"],
    [
      "one alert among others without a fingerprint",
      reply(200, JSON.stringify([ALERT, { ...ALERT, fingerprint: undefined }])),
      "unexpected_answer",
      "shape",
    ],
    [
      "one alert with an impossible start",
      reply(200, JSON.stringify([{ ...ALERT, startsAt: "yesterday" }])),
      "unexpected_answer",
      "shape",
    ],
    ["too much", reply(200, `["${"x".repeat(2000)}"]`), "too_large", "1000 bytes"],
  ])("is an error that a human must mend: %s", async (_, listener, code, message) => {
    const error = await failureOf(await serve(listener));

    expect(error).toMatchObject({ name: "AlertmanagerApiError", code, canRetry: false });
    expect(String(error)).toContain(message);
    expect(String(error)).not.toContain("secret-token");
  });

  it.each<[string, RequestListener, string, string]>([
    ["429", reply(429, ""), "failed", "429"],
    ["500", reply(500, '"boom"'), "failed", "500: boom"],
    ["502 from a proxy", reply(502, "<html>"), "failed", "it answered 502"],
    ["a cut connection", hangUp, "unreachable", "cannot be reached"],
  ])("is an error that may pass: %s", async (_, listener, code, message) => {
    const error = await failureOf(await serve(listener));

    expect(error).toMatchObject({ name: "AlertmanagerApiError", code, canRetry: true });
    expect(String(error)).toContain(message);
  });

  it.each<[string, RequestListener]>([
    ["silence", () => {}],
    ["half an answer, then silence", answerHalf],
  ])("is an error that may pass: %s", async (_, listener) => {
    const error = await failureOf(await serve(listener), 100);

    expect(error).toMatchObject({ code: "timeout", canRetry: true });
    expect(String(error)).toContain("within 100 ms");
  });

  it("is an error that may pass when nobody listens", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = urlOf(server);
    server.close();
    await once(server, "close");

    const error = await failureOf(url);

    expect(error).toMatchObject({ code: "unreachable", canRetry: true });
    expect(String(error)).toContain("ECONNREFUSED");
  });

  it("does not follow a redirect with the secret", async () => {
    const elsewhere: string[] = [];
    const target = await serve((request, response) => {
      elsewhere.push(request.url ?? "");
      response.end("[]");
    });
    const url = await serve(reply(307, "", { location: target }));

    await expect(listAlerts({ url }, { timeoutMs: 4000 })).rejects.toMatchObject({
      code: "redirected",
    });
    expect(elsewhere).toEqual([]);
  });
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return urlOf(server);
}

function urlOf(server: Server): string {
  const address = server.address();
  return typeof address === "object" ? `http://127.0.0.1:${address?.port}` : "";
}

async function failureOf(url: string, timeoutMs = 4000): Promise<unknown> {
  try {
    return await listAlerts({ url, bearer: "secret-token" }, { timeoutMs, maxBytes: 1000 });
  } catch (error) {
    return error;
  }
}

function answerWell(alerts: readonly unknown[]): RequestListener {
  return (request, response) => {
    const isStatus = request.url === "/api/v2/status";
    response.end(JSON.stringify(isStatus ? { uptime: UPTIME } : alerts));
  };
}

function reply(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): RequestListener {
  return (_, response) => response.writeHead(status, headers).end(body);
}

function hangUp(_: unknown, response: ServerResponse): void {
  response.destroy();
}

function answerHalf(_: unknown, response: ServerResponse): void {
  response.writeHead(200).write("[");
}

function answerAll(body: unknown): RequestListener {
  return (_, response) => {
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  };
}
