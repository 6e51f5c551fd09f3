import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { Configuration } from "#domain/configuration/configuration.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import { createWebLink, opensLocally, signKey } from "#engine/web-link.ts";
import { configuration } from "#test/support/engine.ts";
import { accessOf, type WebRules } from "#web/access.ts";

const NOW = DateTime.fromISO("2026-03-03T03:00:00Z");
const SEVEN = IncidentId.parse(7);
const SECRET = "a-secret-of-thirty-two-characters-or-more";
const NO_RULES: WebRules = { opensLocally: true, secrets: [], header: undefined, proxies: [] };
const BEHIND: WebRules = {
  ...NO_RULES,
  header: "X-Forwarded-User",
  proxies: ["10.0.0.0/8", "fd00::1"],
};

const USER = { header: "X-User" };

type Headers = Readonly<Record<string, string>>;

function ask(
  from: string,
  headers: Headers,
  rules = NO_RULES,
  { url = "/incidents/7", now = NOW }: { readonly url?: string; readonly now?: DateTime } = {},
): string {
  const request = { headers, url, socket: { remoteAddress: from } };
  return accessOf(request, rules, { incident: SEVEN, now }).kind;
}

describe("whoever sits at the machine", () => {
  it.each([
    ["127.0.0.1", { host: "127.0.0.1:8080" }],
    ["127.0.0.1", { host: "localhost" }],
    ["::1", { host: "[::1]:8080" }],
    ["::ffff:127.0.0.1", { host: "localhost:8080" }],
  ])("reads everything, from %s as %o", (from, headers) => {
    expect(ask(from, headers)).toBe("everything");
  });

  it.each<[string, string, Headers]>([
    ["comes from elsewhere", "10.0.0.9", { host: "localhost" }],
    [
      "was sent on by a proxy",
      "127.0.0.1",
      { host: "localhost", "x-forwarded-for": "203.0.113.9" },
    ],
    [
      "was sent on by a proxy that says so otherwise",
      "::1",
      { host: "localhost", via: "1.1 front" },
    ],
    ["uses a name that a website chose", "127.0.0.1", { host: "evil.example" }],
    ["uses no name at all", "127.0.0.1", {}],
  ])("is not taken for one who %s", (_, from, headers) => {
    expect(ask(from, headers)).toBe("nothing");
  });
});

describe("a loopback address", () => {
  it.each<[string, object, boolean]>([
    ["nobody comes from elsewhere", {}, true],
    ["people read at this machine only", { publicUrl: "http://[::1]:8080" }, true],
    [
      "a proxy of another machine lets people in",
      { web: { ...USER, proxies: ["10.0.0.1"] } },
      true,
    ],
    ["a proxy may stand here", { publicUrl: "https://m.example" }, false],
    ["a proxy stands here", { web: { ...USER, proxies: ["::1/128"] } }, false],
    ["proxies stand everywhere", { web: { ...USER, proxies: ["0.0.0.0/0"] } }, false],
    ["people say so", { publicUrl: "https://m.example", web: { local: true } }, true],
    ["people do not want it", { web: { local: false } }, false],
  ])("opens everything or nothing when %s", (_, more, expected) => {
    const { web, publicUrl } = configuration(more);

    expect(opensLocally(web, publicUrl)).toBe(expected);
  });

  it("opens nothing behind a proxy that says nothing of itself, as nginx does by itself", () => {
    const asNginxAsks = { host: "127.0.0.1:8080", connection: "close" };

    expect(ask("127.0.0.1", asNginxAsks, { ...NO_RULES, opensLocally: false })).toBe("nothing");
  });
});

describe("a proxy", () => {
  it.each<[string, string, Headers, string]>([
    ["says whom it let in", "10.1.2.3", { "x-forwarded-user": "mia" }, "everything"],
    ["says so by IPv6", "fd00::1", { "x-forwarded-user": "mia" }, "everything"],
    ["lets nobody in without a name", "10.1.2.3", { "x-forwarded-user": " " }, "nothing"],
    ["says nothing", "10.1.2.3", {}, "nothing"],
    ["is not believed from another address", "192.0.2.1", { "x-forwarded-user": "mia" }, "nothing"],
  ])("%s", (_, from, headers, access) => {
    expect(ask(from, headers, BEHIND)).toBe(access);
  });

  it("must be named, since anybody could send its header", () => {
    const read = Configuration.safeParse({ web: { header: "X-User" } });

    expect(read.error?.issues.map(({ message }) => message)).toContain(
      "anybody could send that header",
    );
  });
});

describe("a link", () => {
  const rules = { ...NO_RULES, secrets: [SECRET] };
  const expires = NOW.plus({ days: 1 });

  function opensWith(key: string, now = NOW): string {
    return ask("203.0.113.9", {}, rules, { url: `/incidents/7?key=${key}`, now });
  }

  it("opens its incident until it has expired", () => {
    const key = signKey(SECRET, SEVEN, expires);

    expect(opensWith(key)).toBe("one");
    expect(opensWith(key, expires)).toBe("nothing");
  });

  it.each([
    ["of another incident", signKey(SECRET, IncidentId.parse(8), expires)],
    ["of another secret", signKey(`${SECRET}!`, SEVEN, expires)],
    ["made longer", signKey(SECRET, SEVEN, expires).replace(/^\d+/, "9999999999")],
    ["cut off", signKey(SECRET, SEVEN, expires).slice(0, -1)],
    ["empty", ""],
    ["without a signature", "9999999999."],
  ])("opens nothing when it is %s", (_, key) => {
    expect(opensWith(key)).toBe("nothing");
  });

  it("opens nothing where there is no secret", () => {
    const key = signKey("", SEVEN, expires);

    expect(ask("203.0.113.9", {}, NO_RULES, { url: `/incidents/7?key=${key}` })).toBe("nothing");
  });

  it.each<[string, object, string | null]>([
    ["none without an address of ours", { web: { links: ["LINKS"] } }, null],
    ["none where nobody could open it", { publicUrl: "https://m.example" }, null],
    [
      "none with a secret that can be guessed",
      { publicUrl: "https://m.example", web: { links: ["SHORT"] } },
      null,
    ],
    [
      "none to the machine itself where that is closed",
      { publicUrl: "http://127.0.0.1:8080", web: { local: false } },
      null,
    ],
    [
      "a plain one to the machine itself",
      { publicUrl: "http://127.0.0.1:8080" },
      "http://127.0.0.1:8080/incidents/7",
    ],
    [
      "a plain one where a proxy lets people in",
      { publicUrl: "https://m.example/", web: { header: "X-User", proxies: ["10.0.0.1"] } },
      "https://m.example/incidents/7",
    ],
  ])("is %s", (_, more, expected) => {
    const secrets: Headers = { LINKS: SECRET, SHORT: "short" };
    const link = createWebLink(
      () => configuration(more),
      (name) => secrets[name] ?? null,
    );

    expect(link(SEVEN, NOW)).toBe(expected);
  });

  it("is signed with the new secret while the old one still opens, and is closed with it", () => {
    const names = ["NEW", "LINKS"];
    const secrets: Headers = { NEW: `${SECRET}-new`, LINKS: SECRET };
    const made = createWebLink(
      () => configuration({ publicUrl: "https://m.example", web: { links: names } }),
      (name) => secrets[name] ?? null,
    )(SEVEN, NOW);
    const url = (made ?? "").replace("https://m.example", "");
    const former = `/incidents/7?key=${signKey(SECRET, SEVEN, expires)}`;
    const both = { ...NO_RULES, secrets: [`${SECRET}-new`, SECRET] };
    const only = { ...NO_RULES, secrets: [`${SECRET}-new`] };

    expect([both, only].map((how) => ask("203.0.113.9", {}, how, { url }))).toEqual(["one", "one"]);
    expect([both, only].map((how) => ask("203.0.113.9", {}, how, { url: former }))).toEqual([
      "one",
      "nothing",
    ]);
  });

  it("is signed, the same for a while, and lasts as long as was asked for", () => {
    const settings = configuration({ publicUrl: "https://m.example", web: { links: ["LINKS"] } });
    const link = createWebLink(
      () => settings,
      () => SECRET,
    );
    const made = link(SEVEN, NOW) ?? "";
    const url = made.replace("https://m.example", "");

    expect(ask("203.0.113.9", {}, rules, { url })).toBe("one");
    expect(ask("203.0.113.9", {}, rules, { url, now: NOW.plus({ days: 7 }) })).toBe("one");
    expect(ask("203.0.113.9", {}, rules, { url, now: NOW.plus({ days: 15 }) })).toBe("nothing");
    expect(link(SEVEN, NOW.plus({ minutes: 5 }))).toBe(made);
  });
});
