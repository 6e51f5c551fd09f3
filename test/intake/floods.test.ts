import { describe, expect, it, onTestFinished } from "vitest";
import { jsonAnswer } from "#intake/http/answer.ts";
import { atMost } from "#intake/http/at-most.ts";
import { createBuckets } from "#intake/http/buckets.ts";
import type { Route } from "#intake/http/route.ts";
import { createStrangers, type Mention } from "#intake/http/strangers.ts";
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

  it("does so too where somebody else listens behind it", async () => {
    const route: Route = {
      kind: "listener",
      method: "POST",
      path: "/listened",
      listen: (_, response) => response.writeHead(200).end(),
    };
    const closed = await startHookServer({ routes: atMost(0, [route]) });
    const open = await startHookServer({ routes: atMost(1, [route]) });

    expect(await times(2, () => post(closed, { path: "/listened" }))).toEqual([503, 503]);
    expect(await times(2, () => post(open, { path: "/listened" }))).toEqual([200, 200]);
  });
});

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
