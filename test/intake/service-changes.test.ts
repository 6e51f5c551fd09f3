import { gzipSync } from "node:zlib";
import { Duration } from "luxon";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { at, plain } from "#test/support/build.ts";
import { openChangeDoor, RECEIVED_AT, TOKEN } from "#test/support/change-door.ts";

const CHANGE = { kind: "deploy", title: "checkout v41", service: "checkout" };

describe("a change in our own form", () => {
  it("is taken with everything that it says", async () => {
    const door = await openChangeDoor();
    const whole = {
      ...CHANGE,
      id: "build-812",
      at: "2026-11-20T10:50:00+01:00",
      by: "Mia",
      link: "https://ci.example/812",
      revision: "f95f852",
      environment: "production",
      status: "failed",
    };

    const answer = await door.post(JSON.stringify(whole));

    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      status: "stored",
      changes: [{ id: "build-812", result: "new", services: ["checkout"] }],
    });
    expect(plain(door.told)).toEqual([
      {
        id: "build-812",
        source: "json",
        kind: "deploy",
        title: "checkout v41",
        status: "failed",
        at: "2026-11-20T09:50:00.000Z",
        endedAt: "2026-11-20T09:50:00.000Z",
        toldAt: plain(RECEIVED_AT),
        by: "Mia",
        link: "https://ci.example/812",
        revision: "f95f852",
        environment: "production",
        concerns: { kind: "services", services: ["checkout"] },
      },
    ]);
  });

  it("happened now and is done, when it says no more", async () => {
    const door = await openChangeDoor();

    await door.post(JSON.stringify({ ...CHANGE, link: null, service: ["checkout", "search"] }));

    expect(plain(door.told)).toMatchObject([
      {
        status: "succeeded",
        at: plain(RECEIVED_AT),
        endedAt: null,
        by: null,
        concerns: { services: ["checkout", "search"] },
      },
    ]);
  });

  it("leaves out what a script's variables left blank", async () => {
    const door = await openChangeDoor();
    const blank = { by: "", link: " ", revision: "", environment: null };

    expect((await door.post(JSON.stringify({ ...CHANGE, ...blank }))).status).toBe(200);

    const nothing = { by: null, link: null, revision: null, environment: null };
    expect(door.told).toMatchObject([nothing]);
  });

  it("began when it was told, by a clock that is ahead, and may be planned for later", async () => {
    const door = await openChangeDoor();
    const ahead = "2026-11-20T10:14:00Z";

    await door.post(JSON.stringify({ ...CHANGE, at: ahead }));
    await door.post(JSON.stringify({ ...CHANGE, at: ahead, status: "planned" }));

    const now = plain(RECEIVED_AT);
    expect(plain(door.told)).toMatchObject([{ at: now, endedAt: now }, { at: plain(at("10:14")) }]);
  });

  it("may leave it to the routes whose it is", async () => {
    const door = await openChangeDoor();
    const labels = { namespace: "checkout" };

    await door.post(JSON.stringify({ kind: "flag", title: "taxes on", labels }));

    expect(door.told).toMatchObject([{ concerns: { kind: "labels", labels } }]);
  });

  it("has one name when it has a time and is sent twice, and another each time without", async () => {
    const door = await openChangeDoor();
    const timed = JSON.stringify({ ...CHANGE, at: "2026-11-20T09:50:00Z" });

    for (const body of [timed, timed, JSON.stringify(CHANGE), JSON.stringify(CHANGE)]) {
      await door.post(body);
    }

    const [first, second, third, fourth] = door.told.map(({ id }) => id);
    expect(second).toBe(first);
    expect(new Set([first, third, fourth]).size).toBe(3);
  });

  it("may come in a list, of which all are taken", async () => {
    const door = await openChangeDoor();

    await door.post(JSON.stringify([CHANGE, { ...CHANGE, title: "search v7" }]));

    expect(door.told.map(({ title }) => title)).toEqual(["checkout v41", "search v7"]);
  });

  it("becomes calm text of one line, and keeps no address that is none", async () => {
    const door = await openChangeDoor();
    const title = `<!channel> v41\u202E\n\0${"x".repeat(5000)}`;

    await door.post(JSON.stringify({ ...CHANGE, title, by: " \u0007Mia\n" }));

    expect(door.told[0]?.title).toMatch(/^<!channel> v41 x{100,190}…$/);
    expect(door.told[0]?.by).toBe("Mia");
  });
});

describe("a change that cannot be taken", () => {
  it.each<[string, unknown, string, string]>([
    ["no kind", { ...CHANGE, kind: undefined }, "kind", "deploy, flag, infrastructure"],
    ["a kind that is none", { ...CHANGE, kind: "Deploy!" }, "kind", "deploy, flag"],
    ["no title", { ...CHANGE, title: undefined }, "title", "say what was changed"],
    ["a title of nothing", { ...CHANGE, title: " \u200B" }, "title", "say what was changed"],
    ["no service", { ...CHANGE, service: undefined }, "service", "or give labels"],
    ["a mistyped service", { ...CHANGE, service: "chekout" }, "service", "did you mean checkout?"],
    [
      "an unknown one of several",
      { ...CHANGE, service: ["search", "x"] },
      "service",
      "has checkout and search",
    ],
    ["no service in the list", { ...CHANGE, service: [] }, "service", "at most 20"],
    ["an endless name", { ...CHANGE, service: "x".repeat(64) }, "service", "give the id"],
    [
      "too many services",
      { ...CHANGE, service: Array.from({ length: 21 }, () => "checkout") },
      "service",
      "at most 20",
    ],
    ["no label", { ...CHANGE, service: undefined, labels: {} }, "service", "or give labels"],
    [
      "too many labels",
      { ...CHANGE, labels: Object.fromEntries(Array.from({ length: 65 }, (_, n) => [n, "x"])) },
      "labels",
      "at most 64",
    ],
    ["labels that are none", { ...CHANGE, labels: { a: 1 } }, "labels.a", "give text"],
    ["a time without a zone", { ...CHANGE, at: "2026-11-20 10:00" }, "at", "2026-11-20T10:00:00Z"],
    ["a time that is none", { ...CHANGE, at: "2026-02-30T10:00:00Z" }, "at", "with its zone"],
    ["seconds for a time", { ...CHANGE, at: 1790000000 }, "at", "with its zone"],
    ["a time ahead", { ...CHANGE, at: "2026-11-20T11:00:00Z" }, "at", "lies in the future"],
    [
      "a plan for the end of days",
      { ...CHANGE, status: "planned", at: "9999-12-31T23:59:59Z" },
      "at",
      "over a year ahead",
    ],
    ["a link that is none", { ...CHANGE, link: "javascript:alert(1)" }, "link", "https"],
    ["a number for a revision", { ...CHANGE, revision: 41 }, "revision", "as text"],
    ["an unknown status", { ...CHANGE, status: "done" }, "status", "planned, running, succeeded"],
    ["a name too long to be kept", { ...CHANGE, id: "x".repeat(201) }, "id", "at most 200"],
    ["a name that is blank", { ...CHANGE, id: " " }, "id", "names this change"],
    ["a word that is not known", { ...CHANGE, url: "https://x.example" }, "url", "link"],
    ["an empty list", [], "the body", "one change"],
    ["a mistake in a list", [CHANGE, { ...CHANGE, title: 7 }], "[1].title", "say what"],
    ["a service in a list", [CHANGE, { ...CHANGE, service: "x" }], "[1].service", "no such"],
    ["text", "hello", "the body", "JSON object"],
    ["nothing", null, "the body", "JSON object"],
  ])("names the field and what to write instead: %s", async (_, body, field, fix) => {
    const door = await openChangeDoor();

    const answer = await door.post(JSON.stringify(body));

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: "unreadable",
      detail: [{ field, fix: expect.stringContaining(fix) }],
    });
    expect(door.told).toEqual([]);
  });

  it("is told of twenty mistakes at once, however many there are", async () => {
    const door = await openChangeDoor();
    const unknown = { ...CHANGE, service: ["x", "y"] };

    const answer = await door.post(JSON.stringify(Array.from({ length: 100 }, () => unknown)));

    const { detail } = z.object({ detail: z.array(z.unknown()) }).parse(await answer.json());
    expect(detail).toHaveLength(20);
  });

  it.each([
    ["nothing at all", "", "empty"],
    ["half of it", '{"kind":', "not JSON"],
    ["depths", "[".repeat(100_000), "deep"],
  ])("says that it is no JSON: %s", async (_, body, reason) => {
    const door = await openChangeDoor();

    const answer = await door.post(body);

    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(reason)]);
  });

  it("is not lost when it cannot be stored: the sender is told to try again, and not why", async () => {
    const door = await openChangeDoor({
      note: () => Promise.reject(new Error("secret-host is down")),
    });

    const answer = await door.post(JSON.stringify(CHANGE));

    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain("secret-host");
    expect(door.lines.join("")).toContain("secret-host is down");
  });

  it("is answered 503 when storing takes too long", async () => {
    const door = await openChangeDoor({
      note: () => new Promise(() => undefined),
      storeWithin: Duration.fromObject({ milliseconds: 30 }),
    });

    expect((await door.post(JSON.stringify(CHANGE))).status).toBe(503);
  });

  it("is too large", async () => {
    const door = await openChangeDoor();

    const answer = await door.post(`"${"x".repeat(1024 * 1024)}"`);

    expect([answer.status, await answer.text()]).toEqual([413, expect.stringContaining("1 MiB")]);
  });

  it("is compressed", async () => {
    const door = await openChangeDoor();
    const headers = { authorization: `Bearer ${TOKEN}`, "content-encoding": "gzip" };

    expect((await door.post(gzipSync(JSON.stringify(CHANGE)), headers)).status).toBe(415);
  });
});

describe("who may tell of changes", () => {
  const body = JSON.stringify(CHANGE);
  const basic = Buffer.from(`changes:${TOKEN}`).toString("base64");

  it.each<[string, Record<string, string>, string?]>([
    ["Bearer", { authorization: `Bearer ${TOKEN}` }],
    ["the token of tomorrow", { authorization: "Bearer staple-of-tomorrow" }],
    ["Basic", { authorization: `Basic ${basic}` }],
    ["the path", {}, `/hooks/changes/${TOKEN}`],
  ])("is whoever shows the token: %s", async (_, headers, path) => {
    const door = await openChangeDoor();

    expect((await door.post(body, headers, path)).status).toBe(200);
  });

  it.each<[string, number, Record<string, string>, string?]>([
    ["without anything", 401, {}],
    ["with another token", 401, { authorization: "Bearer wrong" }],
    ["with another path", 401, {}, "/hooks/changes/wrong"],
    ["with an empty GitLab token", 401, { "x-gitlab-token": "" }],
    ["with a signature of nothing", 401, { "x-hub-signature-256": "sha256=" }],
    ["from a website", 403, { authorization: `Bearer ${TOKEN}`, origin: "https://evil.example" }],
  ])("is nobody %s", async (_, status, headers, path) => {
    const door = await openChangeDoor();

    const answer = await door.post(body, headers, path);

    expect(answer.status).toBe(status);
    expect(door.told).toEqual([]);
    expect((await door.metrics.render()).text).toMatch(/muster_ingest_rejected_total\{.*\} 1/);
  });
});
