import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import {
  findRivalClaims,
  findRunbook,
  isReviewDue,
  type Runbook,
  RunbookFrontMatter,
  type RunbookQuestion,
} from "#domain/runbook.ts";

const latency = runbook("latency", { alerts: ["HighLatency", "Slow*"] });
const checkout = runbook("checkout", { services: ["checkout"], alerts: ["Checkout*"] });

const NEXT = "https://a.example/next";

function findBeside(runbook_url: string): ReturnType<typeof find> {
  return find([latency], { annotations: { runbook_url, playbook_url: NEXT } });
}

describe("findRunbook by annotation", () => {
  it.each([
    ["runbook_url", "https://a.example/runbook_url"],
    ["runbook", "https://a.example/runbook"],
    ["documentation", "https://a.example/documentation"],
    ["runbook_url_internal", "https://a.example/internal"],
    ["playbook_url", "https://a.example/playbook"],
  ])("takes %s when it is the first that is named", (key, url) => {
    const keys = [
      "runbook_url",
      "runbook",
      "documentation",
      "runbook_url_internal",
      "playbook_url",
    ];
    const later = keys.slice(keys.indexOf(key) + 1).map((name) => [name, "https://late.example/"]);
    const annotations = { ...Object.fromEntries(later), [key]: url };

    const answer = find([latency], { alertname: "HighLatency", annotations });

    expect(answer).toEqual({ kind: "link", url, source: "annotation" });
  });

  it("takes the bare slug of a runbook that is there", () => {
    const answer = find([latency], { annotations: { runbook_url: " latency\n" } });

    expect(answer).toEqual({
      kind: "page",
      slug: "latency",
      title: "latency",
      source: "annotation",
    });
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "//evil.example/path",
    "https://admin:pw@a.example/",
  ])("passes over the runbook %j and looks for the next", { tags: ["I36"] }, (runbook_url) => {
    expect(findBeside(runbook_url)).toMatchObject({ kind: "link", url: NEXT });
  });

  it("passes over a runbook of 5,000 characters and looks for the next", { tags: ["I38"] }, () => {
    const runbook_url = `https://a.example/${"x".repeat(5000)}`;

    expect(findBeside(runbook_url)).toMatchObject({ kind: "link", url: NEXT });
  });

  it.each(["no-such-runbook", "../../etc/passwd", ""])("passes over %j", (runbook_url) => {
    expect(findBeside(runbook_url)).toMatchObject({ kind: "link", url: NEXT });
  });
});

describe("findRunbook by service", () => {
  it("takes the service's slug before the alert's name", () => {
    const service = { id: "checkout", runbook: "checkout" };

    const answer = find([checkout, latency], { alertname: "HighLatency", service });

    expect(answer).toMatchObject({ kind: "page", slug: "checkout", source: "service" });
  });

  it("takes the service's address", () => {
    const service = { id: "checkout", runbook: "https://wiki.example/checkout" };

    expect(find([latency], { alertname: "HighLatency", service })).toEqual({
      kind: "link",
      url: "https://wiki.example/checkout",
      source: "service",
    });
  });

  it("goes on to the alert's name when the service names one that is not there", () => {
    const service = { id: "checkout", runbook: "chekout" };

    const answer = find([latency], { alertname: "HighLatency", service });

    expect(answer).toMatchObject({ kind: "page", slug: "latency", source: "alert" });
  });

  it("falls back to a page that names the service and no alert", () => {
    const general = runbook("checkout-basics", { services: ["checkout"] });
    const service = { id: "checkout" };

    const named = find([general, latency], { alertname: "HighLatency", service });
    const unnamed = find([general, latency], { alertname: "QueueStuck", service });
    const elsewhere = find([general, latency], { alertname: "QueueStuck" });

    expect(named).toMatchObject({ slug: "latency", source: "alert" });
    expect(unnamed).toMatchObject({ slug: "checkout-basics", source: "service" });
    expect(elsewhere.kind).toBe("missing");
  });
});

describe("findRunbook by alert name", () => {
  const globs = runbook("globs", { alerts: ["High*", "HighLat*"] });
  const shortGlob = runbook("short-glob", { alerts: ["Hi*"] });
  const own = runbook("own", { services: ["checkout"], alerts: ["HighLatency"] });
  const ownGlob = runbook("own-glob", { services: ["checkout"], alerts: ["H*"] });

  it.each([
    ["a service's exact name before everybody's", [latency, own], "own"],
    ["an exact name before a service's glob", [ownGlob, latency], "latency"],
    ["a service's glob before everybody's longer glob", [globs, ownGlob], "own-glob"],
    ["the longer glob", [shortGlob, globs], "globs"],
    ["the first of two equals", [runbook("first", { alerts: ["HighLatency"] }), latency], "first"],
  ])("prefers %s", (_, runbooks, slug) => {
    const answer = find(runbooks, { alertname: "HighLatency", service: { id: "checkout" } });

    expect(answer).toMatchObject({ kind: "page", slug, source: "alert" });
  });

  it("keeps a service's own runbook from other services", () => {
    const answer = find([own], { alertname: "HighLatency", service: { id: "search" } });

    expect(answer.kind).toBe("missing");
  });

  it.each([
    ["Slow", "latency"],
    ["SlowRequests", "latency"],
    ["slowRequests", null],
    ["TooSlow", null],
    ["HighLatencyToo", null],
    ["", null],
  ])("for %j finds %s", (alertname, slug) => {
    const answer = find([latency], { alertname });

    expect(answer.kind === "page" ? answer.slug : null).toBe(slug);
  });
});

describe("findRunbook without a runbook", () => {
  it("names the alert", () => {
    expect(find([], { alertname: "HighLatency" })).toEqual({
      kind: "missing",
      reason: "No runbook is kept for HighLatency.",
    });
  });

  it("names what the service asked for in vain", () => {
    const service = { id: "checkout", runbook: "chekout" };

    expect(find([latency], { alertname: "QueueStuck", service })).toEqual({
      kind: "missing",
      reason:
        'The service checkout names the runbook "chekout", which is neither a file in runbooks/ nor an address.',
    });
  });
});

describe("findRivalClaims", () => {
  it.each([
    ["two general runbooks", [], [], true],
    ["two of the same service", ["checkout", "search"], ["search"], true],
    ["two of different services", ["checkout"], ["search"], false],
    ["a general and a service's own", [], ["search"], false],
  ])("compares %s", (_, first, second, isRival) => {
    const runbooks = [
      runbook("a", { services: first, alerts: ["X", "Y*"] }),
      runbook("b", { services: second, alerts: ["Y*", "Z"] }),
    ];

    const expected = isRival ? [{ slug: "b", rival: "a", alert: "Y*" }] : [];
    expect(findRivalClaims(runbooks)).toEqual(expected);
  });
});

describe("isReviewDue", () => {
  it.each([
    ["2026-11-19T23:59:00Z", false],
    ["2026-11-20T00:00:00Z", false],
    ["2026-11-20T00:01:00Z", true],
    ["2025-11-20T12:00:00Z", false],
  ])("on %s is %s for a page of 2025-11-20", (today, expected) => {
    const reviewed = runbook("a", { reviewed: "2025-11-20" });

    expect(isReviewDue(reviewed, DateTime.fromISO(today, { zone: "utc" }))).toBe(expected);
  });
});

describe("RunbookFrontMatter", () => {
  const good = { title: "Latency", owner: "platform", reviewed: "2026-11-20" };

  it("needs title, owner and review date, and has empty lists by default", () => {
    expect(RunbookFrontMatter.parse(good)).toEqual({ ...good, services: [], alerts: [] });
  });

  it.each([
    ["a missing title", { title: undefined }],
    ["an empty title", { title: " " }],
    ["a missing owner", { owner: undefined }],
    ["a date that never was", { reviewed: "2026-02-30" }],
    ["a date in other words", { reviewed: "20 November 2026" }],
    ["one alert in place of a list", { alerts: "HighLatency" }],
    ["a glob that takes everything", { alerts: ["*"] }],
    ["a glob that does not end the name", { alerts: ["*Latency"] }],
    ["an unknown field", { severity: "critical" }],
  ])("refuses %s", (_, change) => {
    expect(RunbookFrontMatter.safeParse({ ...good, ...change }).success).toBe(false);
  });
});

function find(runbooks: readonly Runbook[], question: Partial<RunbookQuestion>) {
  return findRunbook(runbooks, { alertname: "Anything", annotations: {}, ...question });
}

function runbook(slug: string, change: Partial<Runbook>): Runbook {
  const body = "## Check";
  return {
    slug,
    title: slug,
    services: [],
    alerts: [],
    owner: "platform",
    reviewed: "2026-11-20",
    body,
    ...change,
  };
}
