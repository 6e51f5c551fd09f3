import { beforeEach, describe, expect, it } from "vitest";
import { type Entry, entryOf } from "#sandbox/page/inspector/entry.ts";
import { type Traffic, createTraffic } from "#sandbox/page/inspector/traffic.ts";

const PAGE = 3;

let log: Entry[];
let newest: number;
let traffic: Traffic;

function add(count: number): void {
  for (let left = count; left > 0; left -= 1) {
    newest += 1;
    log.push(entryOf({ seq: newest, kind: "request", method: "auth.test", status: 200 }));
  }
}

function shown(): readonly number[] {
  return traffic.entries.value.map(({ seq }) => seq);
}

beforeEach(() => {
  log = [];
  newest = 0;
  traffic = createTraffic({
    newest: () => newest,
    since: (after) => Promise.resolve(log.filter(({ seq }) => seq > after)),
    page: PAGE,
  });
});

describe("watching the traffic", () => {
  it("begins with the newest page and follows", async () => {
    add(5);
    await traffic.catchUp();
    expect(shown()).toEqual([3, 4, 5]);

    add(1);
    await traffic.catchUp();

    expect(shown()).toEqual([4, 5, 6]);
  });

  it("asks again for what came while it was asking", async () => {
    add(1);
    const asking = traffic.catchUp();
    add(1);

    await asking;

    expect(shown()).toEqual([1, 2]);
  });

  it("ends when the log was emptied though its numbers went on", async () => {
    add(2);
    log = [];

    await traffic.catchUp();

    expect(shown()).toEqual([]);
  });

  it("starts anew with a workspace that starts anew", async () => {
    add(5);
    await traffic.catchUp();
    log = [];
    newest = 0;
    add(1);

    await traffic.catchUp();

    expect(shown()).toEqual([1]);
  });
});

describe("what was before", () => {
  it("is shown page by page, until there is no more", async () => {
    add(5);
    await traffic.catchUp();
    expect(traffic.hasOlder.value).toBe(true);

    await traffic.showOlder();

    expect(shown()).toEqual([1, 2, 3, 4, 5]);
    expect(traffic.hasOlder.value).toBe(false);
  });

  it("stays when more comes", async () => {
    add(5);
    await traffic.catchUp();
    await traffic.showOlder();
    add(1);

    await traffic.catchUp();

    expect(shown()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("is no more when the workspace has dropped it", async () => {
    add(5);
    await traffic.catchUp();
    log = log.slice(-PAGE);

    await traffic.showOlder();

    expect(shown()).toEqual([3, 4, 5]);
    expect(traffic.hasOlder.value).toBe(false);
  });

  it("comes back after the view was cleared, if one asks for it", async () => {
    add(2);
    await traffic.catchUp();
    traffic.clear();
    expect(shown()).toEqual([]);

    await traffic.showOlder();

    expect(shown()).toEqual([1, 2]);
  });
});
