import { describe, expect, it } from "vitest";
import { Configuration } from "#domain/configuration/configuration.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import {
  type ListFilter,
  type ListState,
  OPEN_INCIDENTS,
  readState,
  writeState,
} from "#slack/flows/list/list-state.ts";
import { renderList } from "#slack/flows/list/list-view.ts";
import { listSummary } from "#slack/flows/list/list-words.ts";
import { parseList } from "#slack/flows/list/parse-list.ts";
import type { ShownList } from "#slack/flows/list/read-list.ts";
import { CONFIGURATION } from "#test/support/acme.ts";
import { at } from "#test/support/build.ts";
import { acknowledged, resolved, triggered } from "./facts.ts";
import { expectSound, textOf } from "./messages.ts";

const base = CONFIGURATION.services.checkout;
const named = Configuration.parse({
  ...CONFIGURATION,
  teams: { ...CONFIGURATION.teams, shop: { name: "Web shop", channel: "#shop" } },
  services: { checkout: base, "cart-api": { ...base, name: "Cart", team: "shop" } },
});

describe("what is typed after list", () => {
  it.each<[string, Partial<ListFilter>]>([
    ["", {}],
    ["open", {}],
    ["MINE", { mine: true }],
    ["my recent", { mine: true, scope: "recent" }],
    ["all sev2", { scope: "all", severity: "SEV2" }],
    ["drills", { scope: "all", drills: true }],
    ["drills open", { scope: "open", drills: true }],
    ["cart-api SEV1 mine", { service: "cart-api", severity: "SEV1", mine: true }],
    ["shop", { team: "shop" }],
    ["checkout", { service: "checkout" }],
    ["team:checkout", { team: "checkout" }],
    ["Cart recent", { service: "cart-api", scope: "recent" }],
    ["team:web-shop", { team: "shop" }],
    ["service:checkout severity:sev3", { service: "checkout", severity: "SEV3" }],
  ])("%j", (typed, expected) => {
    const filter = { ...OPEN_INCIDENTS, ...expected };

    expect(parseList(typed, named)).toEqual({ kind: "filter", filter });
  });

  it.each([
    ["recnt", "recnt", "recent"],
    ["mine chekout", "chekout", "checkout"],
    ["team:cart-api", "team:cart-api", null],
    ["SEV5", "sev5", null],
    ["constructor", "constructor", null],
  ])("%j is nothing we know", (typed, word, guess) => {
    expect(parseList(typed, named)).toEqual({ kind: "unknown", word, guess });
  });
});

describe("a list in a button", () => {
  const longest = "x".repeat(63);
  const filter: ListFilter = {
    scope: "recent",
    mine: true,
    drills: true,
    severity: "SEV2",
    service: longest,
    team: longest,
  };
  const cursor = { incident: IncidentId.parse(42), severity: "SEV2", endedAt: at("10:00:01") };

  it.each<[string, ListState]>([
    ["the usual one", { filter: OPEN_INCIDENTS, place: null }],
    ["a narrow one", { filter, place: null }],
    ["a later page", { filter, place: { side: "after", cursor } }],
    [
      "an earlier page",
      { filter, place: { side: "before", cursor: { ...cursor, endedAt: null } } },
    ],
  ])("comes back as it was: %s", (_, state) => {
    expect(readState(writeState(state))).toEqual(state);
  });

  it("holds no time that is none", () => {
    expect(readState("recent.....after.42.SEV2.9e99")?.place?.cursor.endedAt).toBeNull();
  });

  it("fits into a choice of a menu, however long the ids are", () => {
    expect(writeState({ filter, place: null }).length).toBeLessThanOrEqual(150);
  });

  it.each(["", "overview", "list", "some.thing"])("is none: %j", (text) => {
    expect(readState(text)).toBeNull();
  });
});

describe("what a list says first", () => {
  it.each<[string, Partial<ListFilter>, number, string]>([
    ["none open", {}, 0, "No incident is open."],
    ["none of mine", { mine: true }, 0, "No incident is open (yours)."],
    ["many", {}, 1234, "1234 incidents open; nobody has any of those shown yet."],
    ["one", { mine: true }, 1, "1 incident open (yours); nobody has it yet."],
    ["what ended", { scope: "recent" }, 3, "3 incidents ended in the last 7 days."],
    ["nothing that ended", { scope: "recent" }, 0, "No incident ended in the last 7 days."],
    [
      "all of a service and a team",
      { scope: "all", service: "cart-api", team: "shop", severity: "SEV1" },
      12,
      "12 incidents in all (SEV1, Cart, team Web shop).",
    ],
    ["drills", { scope: "all", drills: true }, 1, "1 drill in all."],
    ["no drill", { scope: "all", drills: true }, 0, "There is no drill."],
  ])("%s", (_, filter, count, words) => {
    expect(listSummary(shown(filter, count), named)).toBe(words);
  });

  it.each<[readonly [number, number, number], number, string]>([
    [[2, 0, 0], 2, "nobody has any of them yet"],
    [[1, 1, 0], 2, "nobody has 1 of them yet"],
    [[1, 1, 0], 40, "nobody has 1 of those shown yet"],
    [[0, 2, 0], 2, "somebody has each of them"],
    [[0, 1, 0], 1, "somebody has it"],
    [[0, 1, 0], 2, "somebody has each of those shown"],
    [[1, 0, 1], 2, "nobody has 1 of them yet, 1 of them cannot be read"],
    [[0, 0, 1], 1, "it cannot be read"],
  ])("waiting, taken and unreadable: %j of %i", ([waiting, taken, unread], count, words) => {
    const incidents = [
      ...Array.from({ length: waiting }, () => triggered()),
      ...Array.from({ length: taken }, () => acknowledged()),
    ];
    const { id, status, severity, service, title } = triggered();
    const outline = { id, status, severity, service, title };
    const unreadable = Array.from({ length: unread }, () => outline);
    const list = shown({}, count);

    const page = { ...list.page, incidents, unreadable };
    expect(listSummary({ ...list, page }, named)).toMatch(new RegExp(` open; ${words}\\.$`));
  });

  it("is followed by the way to each channel, and by buttons to take only what can be taken", () => {
    const open = { ...shown({}, 1), channels: new Map([[triggered().id, "C0123ABCD"]]) };
    const over = shown({ scope: "recent" }, 1);
    const ended = { ...over, page: { ...over.page, incidents: [resolved()] } };

    expectSound(renderList(open, named));
    expectSound(renderList(ended, named));
    expect(JSON.stringify(renderList(open, named))).toContain('"channel_id":"C0123ABCD"');
    expect(textOf(renderList(open, named))).toContain("Acknowledge one");
    expect(textOf(renderList(shown({ scope: "all" }, 1), named))).toContain("Acknowledge one");
    expect(textOf(renderList(ended, named))).not.toContain("Acknowledge");
  });
});

it("calls a drill a drill", () => {
  const exercise = triggered();
  const life = { ...exercise.life, isDrill: true };
  const list = shown({ scope: "all", drills: true }, 1);
  const page = { ...list.page, incidents: [{ ...exercise, life }] };

  expect(textOf(renderList({ ...list, page }, named))).toContain("INC-42 SEV2 drill\n");
});

function shown(filter: Partial<ListFilter>, count: number): ShownList {
  return {
    filter: { ...OPEN_INCIDENTS, ...filter },
    place: null,
    page: { incidents: [triggered()], unreadable: [], before: null, after: null },
    count,
    channels: new Map(),
  };
}
