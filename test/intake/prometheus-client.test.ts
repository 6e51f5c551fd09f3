import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import type { PrometheusAccess } from "#prometheus/client/access.ts";
import { createPrometheus, type Prometheus } from "#prometheus/client/prometheus.ts";
import { silentPort } from "#test/support/silent-port.ts";

type Answer = {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Hangs up in the middle of it. */
  readonly breaks?: true;
};
type Asked = {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly form: Readonly<Record<string, string>>;
};

const VECTOR = success({
  resultType: "vector",
  result: [
    { metric: { job: "a" }, value: [1_800_000_000, "1e-05"] },
    { metric: { job: "b" }, value: [1_800_000_000, "NaN"] },
  ],
});
const DOWN: Answer = {
  status: 503,
  body: '{"status":"error","errorType":"timeout","error":"query timed out"}',
};

function success(data: unknown, warnings?: readonly string[]): Answer {
  return { body: JSON.stringify({ status: "success", data, warnings }) };
}

/** A server that gives these answers one after another, the last one again and again. */
async function serve(...answers: readonly Answer[]): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => void reply(request, response));
  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push({ path: request.url ?? "", headers: request.headers, form });
    response.writeHead(answer?.status ?? 200, {
      "content-type": answer?.type ?? "application/json",
      ...answer?.headers,
    });
    if (answer?.breaks === true) response.write(answer.body, () => response.destroy());
    else response.end(answer?.body);
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function client(url: string, more: Partial<PrometheusAccess> = {}): Prometheus {
  const options = { timeoutMs: 2000, mostBytes: 2000, pause: async () => undefined };
  return createPrometheus({ url, ...more }, options);
}

describe("what Prometheus is asked", () => {
  it("goes by POST, at a given time, with the prefix, the credentials and the tenant", async () => {
    const { url, asked } = await serve(VECTOR);
    const prometheus = client(`${url}/prometheus`, {
      basic: { username: "muster", password: "secret" },
      headers: { "x-team": "shop" },
      tenant: "a|b",
    });

    await prometheus.instant("up", 1_800_000_000.5);

    expect(asked).toMatchObject([
      {
        path: "/prometheus/api/v1/query",
        form: { query: "up", time: "1800000000.5", timeout: "1800ms" },
        headers: {
          authorization: `Basic ${Buffer.from("muster:secret").toString("base64")}`,
          "x-team": "shop",
          "x-scope-orgid": "a|b",
        },
      },
    ]);
  });

  it("reads a token anew for each request", async () => {
    const { url, asked } = await serve(VECTOR);
    let count = 0;
    const prometheus = client(url, { bearer: async () => `token-${(count += 1)}` });

    await prometheus.instant("up", 1);
    await prometheus.instant("up", 2);

    expect(asked.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer token-1",
      "Bearer token-2",
    ]);
  });
});

describe("what Prometheus answers", () => {
  it("is numbers, and what is none is nothing", async () => {
    const { url } = await serve(VECTOR);

    const { data } = await client(url).instant("up", 1);

    expect(data).toEqual([
      { labels: { job: "a" }, value: 0.00001 },
      { labels: { job: "b" }, value: null },
    ]);
  });

  it("is series in time, without the gaps, with its warnings", async () => {
    const matrix = {
      resultType: "matrix",
      result: [
        {
          metric: {},
          values: [
            [1, "0.5"],
            [61, "NaN"],
            [121, "+Inf"],
            [181, "1"],
          ],
        },
      ],
    };
    const { url, asked } = await serve(success(matrix, ["partial response"]));

    const { data, warnings } = await client(url).range("up", { start: 1, end: 181, step: 60 });

    expect(data).toEqual([
      {
        labels: {},
        points: [
          { at: 1, value: 0.5 },
          { at: 181, value: 1 },
        ],
      },
    ]);
    expect(warnings).toEqual(["partial response"]);
    expect(asked[0]?.form).toMatchObject({ start: "1", end: "181", step: "60" });
  });

  it("may come at the third attempt", async () => {
    const { url, asked } = await serve(
      DOWN,
      { status: 502, type: "text/html", body: "<html>" },
      VECTOR,
    );

    expect((await client(url).instant("up", 1)).data).toHaveLength(2);
    expect(asked).toHaveLength(3);
  });

  it.each<[string, Answer, string, number]>([
    ["does not hold", DOWN, "it answered 503: query timed out", 3],
    [
      "is a mistake of ours",
      { status: 400, body: '{"status":"error","errorType":"bad_data","error":"parse error"}' },
      "it answered 400: parse error",
      1,
    ],
    [
      "keeps us out",
      { status: 401, type: "text/plain", body: "no" },
      "it does not let us in (401)",
      1,
    ],
    [
      "is a page",
      { type: "text/html", body: "<html>Log in</html>" },
      "it did not answer as Prometheus does (200); is this its address, with the prefix of its path?",
      1,
    ],
    [
      "is a page of a proxy's",
      { status: 502, type: "text/html", body: "<html>Bad gateway" },
      "it answered 502",
      3,
    ],
    [
      "asks for too much at once",
      {
        status: 422,
        body: '{"status":"error","errorType":"execution","error":"query processing would load too many samples into memory"}',
      },
      "it answered 422: query processing would load too many samples",
      1,
    ],
    [
      "breaks off",
      { body: '{"status":"success"', headers: { "content-length": "99" }, breaks: true },
      "it cannot be reached (UND_ERR_SOCKET)",
      3,
    ],
    [
      "is larger than is good for us",
      { body: " ".repeat(2001) },
      "it answered with over 2000 bytes",
      1,
    ],
    ["is cut off", { body: '{"status":"succ' }, "it did not answer as Prometheus does (200)", 1],
    ["is odd", success({ resultType: "string", result: [1, "x"] }), "it answered in a shape", 1],
  ])("is told when it %s", async (_, answer, words, times) => {
    const { url, asked } = await serve(answer);

    await expect(client(url).instant("up", 1)).rejects.toThrow(`Prometheus: ${words}`);
    expect(asked).toHaveLength(times);
  });

  it("is not looked for elsewhere, whoever sends us on", async () => {
    const other = await serve(VECTOR);
    const location = `${other.url}/login?state=secret`;
    const { url, asked } = await serve({ status: 307, body: "", headers: { location } });

    const asking = client(url, { bearer: "token" }).instant("up", 1);

    await expect(asking).rejects.toThrow(
      `it answered 307 and sends us on to ${other.url}/login, where we do not go; is that its address?`,
    );
    expect([asked.length, other.asked.length]).toEqual([1, 0]);
  });

  it("is one number, or none where there is nothing to divide by", async () => {
    const { url } = await serve(
      success({ resultType: "scalar", result: [1, "1.5"] }),
      success({ resultType: "scalar", result: [1, "NaN"] }),
      success({ resultType: "scalar", result: [1, "-Inf"] }),
    );
    const prometheus = client(url);
    const values = [];
    for (const at of [1, 2, 3]) values.push((await prometheus.instant("1 / x", at)).data[0]?.value);

    expect(values).toEqual([1.5, null, null]);
  });

  it("is not waited for without end", async () => {
    const port = await silentPort();
    const prometheus = createPrometheus({ url: `http://127.0.0.1:${port}` }, { timeoutMs: 50 });

    await expect(prometheus.instant("up", 1)).rejects.toThrow("did not answer within 50 ms");
  });
});

describe("a Prometheus that does not answer", () => {
  it("is waited for no longer when the program ends", async () => {
    const port = await silentPort();
    const leaving = new AbortController();
    const options = { timeoutMs: 60_000, signal: leaving.signal, pause: async () => undefined };
    const prometheus = createPrometheus({ url: `http://127.0.0.1:${port}` }, options);
    const waiting = prometheus.instant("up", 1);

    leaving.abort();

    await expect(waiting).rejects.toThrow("Prometheus: it cannot be reached");
  });

  it("is left alone for half a minute, then tried once", async () => {
    const { url, asked } = await serve(DOWN);
    let now = 0;
    const options = { timeoutMs: 2000, pause: async () => undefined, now: () => now };
    const prometheus = createPrometheus({ url }, options);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(prometheus.instant("up", attempt)).rejects.toThrow("503");
    }
    const before = asked.length;

    await expect(prometheus.instant("up", 6)).rejects.toThrow("it has not answered lately");
    expect(asked).toHaveLength(before);

    now += 30_000;
    await expect(prometheus.instant("up", 7)).rejects.toThrow("503");
    await expect(prometheus.instant("up", 8)).rejects.toThrow("it has not answered lately");
  });
});
