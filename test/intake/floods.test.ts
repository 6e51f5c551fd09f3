import { once } from "node:events";
import { IncomingMessage } from "node:http";
import { connect, Socket } from "node:net";
import { Duration } from "luxon";
import { describe, expect, it, onTestFinished } from "vitest";
import { healthRoutes } from "#intake/health-routes.ts";
import { jsonAnswer } from "#intake/http/answer.ts";
import { atMost } from "#intake/http/at-most.ts";
import { createBuckets } from "#intake/http/buckets.ts";
import type { Route } from "#intake/http/route.ts";
import { createStrangers, type Mention } from "#intake/http/strangers.ts";
import { withBody } from "#intake/http/with-body.ts";
import { createMetrics } from "#telemetry/metrics.ts";
import { type HookServer, post, startHookServer } from "#test/support/hook-server.ts";

const WRONG = { headers: { authorization: "Bearer wrong" } };

describe("a flood of deliveries", () => {
  it("of one source is answered 503, which is repeated, and leaves the others alone", async () => {
    const source = { type: "alertmanager", username: "am" } as const;
    const sources = [
      { ...source, id: "prod", tokens: ["prods-own-token"] },
      { ...source, id: "staging", tokens: ["stagings-own-token"] },
    ];
    const limits = { atOnce: 3, perSecond: 0.001 };
    const server = await startHookServer({ sources: () => sources, limits });
    const prod = { headers: { authorization: "Bearer prods-own-token" } };
    const staging = {
      path: "/hooks/staging",
      headers: { authorization: "Bearer stagings-own-token" },
    };

    const flood = await times(6, () => post(server, prod));
    const other = await times(2, () => post(server, staging));

    expect(flood).toEqual([200, 200, 200, 503, 503, 503]);
    expect(other).toEqual([200, 200]);
    expect(server.accepted).toHaveLength(5);
  });

  it("is let through again as time passes, up to what a storm may bring", () => {
    let now = 0;
    const take = createBuckets({ perSecond: 2, burst: 3, now: () => now });
    function taken(): number {
      return [1, 2, 3, 4, 5].filter(() => take("prod")).length;
    }

    const atOnce = taken();
    now += 500;
    const later = taken();
    now += 3_600_000;

    expect([atOnce, later, taken()]).toEqual([3, 1, 3]);
  });
});

describe("somebody without a right secret", () => {
  it("is slowed and fills no log, while right deliveries of the same address come in", async () => {
    const paused: number[] = [];
    const strangers = createStrangers({ now: () => 0, pause: async (ms) => paused.push(ms) });
    const server = await startHookServer({ strangers });

    const guesses = await times(30, () => post(server, WRONG));
    const elsewhere = await times(5, () => post(server, { path: "/hooks/nowhere" }));
    const right = await times(3, () => post(server));

    expect(guesses).toEqual(Array.from({ length: 30 }, () => 401));
    expect(elsewhere).toEqual(Array.from({ length: 5 }, () => 404));
    expect(right).toEqual([200, 200, 200]);
    expect(paused).toEqual(Array.from({ length: 25 }, () => 1000));
    expect(messages(server)).toEqual([
      ...Array.from({ length: 10 }, () => "refused a delivery"),
      "too many wrong deliveries from one address",
    ]);
    expect(server.refusals).toHaveLength(10);
  });

  it("is known by address for a minute; in IPv6 by the network", async () => {
    let now = 0;
    const meet = createStrangers({ now: () => now, pause: async () => undefined });
    async function meetOften(address: (time: number) => string): Promise<readonly Mention[]> {
      const mentions: Mention[] = [];
      for (let time = 0; time < 12; time += 1) mentions.push(await meet(address(time)));
      return mentions;
    }
    const each = Array.from({ length: 10 }, () => "each");

    expect(await meetOften(() => "192.0.2.1")).toEqual([...each, "no more", "silent"]);
    expect(await meetOften((time) => `2001:db8:1:2::${time}`)).toEqual([
      ...each,
      "no more",
      "silent",
    ]);
    expect(await meetOften((time) => `2001:db8::${time}:2:3:4`)).toEqual([
      ...each,
      "no more",
      "silent",
    ]);
    expect(await meet("2001:db8:0:1::1")).toBe("each");
    expect(await meet("192.0.2.2")).toBe("each");
    now += 60_000;
    expect(await meet("192.0.2.1")).toBe("each");
  });

  it("keeps only so many connections waiting", async () => {
    let waiting = 0;
    const forever = new Promise(() => undefined);
    function pause(): Promise<unknown> {
      waiting += 1;
      return forever;
    }
    const meet = createStrangers({ now: () => 0, pause });

    const meetings = Array.from({ length: 80 }, () => meet("192.0.2.1"));
    const answered = await Promise.race([Promise.all(meetings.slice(-6)), forever]);

    expect(waiting).toBe(64);
    expect(answered).toEqual(Array.from({ length: 6 }, () => "silent"));
  });
});

describe("a door that anybody can knock at", () => {
  it("answers only so many at once, and all the others 503", async () => {
    const { server, arrived, letGo } = await startSlowDoor(2);
    const first = [fetch(`${server.url}/slow`), fetch(`${server.url}/slow`)];
    await arrived;

    const third = await fetch(`${server.url}/slow`);
    letGo();
    const answers = await Promise.all(first);

    expect(third.status).toBe(503);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await fetch(`${server.url}/slow`)).status).toBe(200);
  });
});

it("many who ask at once whether all is well are one question", async () => {
  let asked = 0;
  const [route] = healthRoutes({
    readiness: async () => {
      asked += 1;
      return { kind: "ready", reasons: [] };
    },
    longestStall: () => 0,
    metrics: createMetrics(),
  }).filter(({ path }) => path === "/readyz");
  if (route?.kind !== "answer") throw new Error("There is no such route.");
  const { answer } = route;
  const incoming = { request: new IncomingMessage(new Socket()), params: {}, isStopping: false };

  const answers = await Promise.all(Array.from({ length: 20 }, async () => await answer(incoming)));
  const atOnce = asked;
  await answer(incoming);

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  expect([atOnce, asked]).toEqual([1, 2]);
});

describe("a door that must read what comes before it knows who comes", () => {
  const LIMITS = { bytes: 10, within: Duration.fromMillis(100), bytesInFlight: 12 };

  it("keeps nobody out who sends at once, while many others send slowly", async () => {
    const server = await startReader({ ...LIMITS, within: Duration.fromObject({ minutes: 1 }) });
    const slow = await Promise.all(Array.from({ length: 40 }, () => startSlowly(server)));

    expect(await times(2, () => post(server, { path: "/read", body: "hello" }))).toEqual([
      200, 200,
    ]);
    for (const socket of slow) socket.destroy();
  });

  it(
    "holds only so much, of one and of all, and waits only so long",
    { tags: ["I58"] },
    async () => {
      const server = await startReader(LIMITS);
      const small = await startReader({ ...LIMITS, bytesInFlight: 4 });
      const nobody = await startReader({ ...LIMITS, requests: 0 });
      const path = "/read";

      expect((await post(server, { path, body: "hello" })).status).toBe(200);
      expect((await post(server, { path, body: "hello, hello" })).status).toBe(413);
      expect((await post(small, { path, body: "hello" })).status).toBe(503);
      expect((await post(nobody, { path, body: "hello" })).status).toBe(503);
      const slow = await startSlowly(server);
      const [answer] = await once(slow, "data");
      expect(String(answer)).toContain("HTTP/1.1 408");
    },
  );
});

async function startReader(limits: Parameters<typeof withBody>[1]): Promise<HookServer> {
  const route: Route = {
    kind: "listener",
    method: "POST",
    path: "/read",
    listen: withBody((request, response) => {
      response.end("rawBody" in request ? String(request.rawBody) : "nothing");
    }, limits),
  };
  return await startHookServer({ routes: [route] });
}

/** Somebody who says that ten bytes come, and sends none of them; fulfilled once the door waits for these. */
async function startSlowly(server: HookServer): Promise<Socket> {
  const socket = connect(server.port, "127.0.0.1");
  socket.write(
    "POST /read HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n",
  );
  await once(socket, "data");
  return socket;
}

/** A door behind which everybody waits until they are let go. */
async function startSlowDoor(most: number): Promise<{
  readonly server: HookServer;
  readonly arrived: Promise<void>;
  readonly letGo: () => void;
}> {
  const { promise: gone, resolve: letGo } = Promise.withResolvers<void>();
  const { promise: arrived, resolve: noteArrival } = Promise.withResolvers<void>();
  let inside = 0;
  const route: Route = {
    kind: "answer",
    method: "GET",
    path: "/slow",
    answer: async () => {
      inside += 1;
      if (inside === most) noteArrival();
      await gone;
      return jsonAnswer(200, {});
    },
  };
  const server = await startHookServer({ routes: atMost(most, [route]) });
  onTestFinished(() => letGo());
  return { server, arrived, letGo };
}

/** One after the other. */
async function times(count: number, ask: () => Promise<Response>): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let time = 0; time < count; time += 1) {
    const answer = await ask();
    await answer.arrayBuffer();
    statuses.push(answer.status);
  }
  return statuses;
}

function messages({ lines }: HookServer): readonly unknown[] {
  return lines.map((line) => JSON.parse(line).msg);
}
