import { describe, expect, it } from "vitest";
import { briefOf, type BriefFacts } from "#domain/shift/hand-over.ts";
import { acknowledge, at, incident, person } from "#test/support/build.ts";
import { type Case, outcomeOfCommand, paged, resolved, taken } from "./decisions.ts";

const ben = person("ben");

describe("an incident whose holder leaves call", () => {
  it.each<Case>([
    ["goes to whoever takes it over", given(taken, "ana"), ["ben: taken-over"], "taken over"],
    ["stays with somebody else", given(taken, "cleo"), [], "somebody else has it"],
    ["stays with who took it before", given(withBen(), "ana"), [], "you already have it"],
    ["is not taken over while nobody has it", given(paged, "ana"), [], "nobody has it"],
    ["is not taken over once it is over", given(resolved, "ana"), [], "it is already resolved"],
  ])("%s", (_, command, events, reason) => {
    expect(outcomeOfCommand(command)).toEqual({ events, reason });
  });
});

describe("a brief", () => {
  it("tells what is open, worst first, and what the giver has", () => {
    const mild = { ...taken, severity: "SEV3" } as const;
    const brief = briefOf(facts({ incidents: [mild, { ...withBen(), severity: "SEV1" }] }));

    expect(brief.incidents.map(({ severity }) => severity)).toEqual(["SEV1", "SEV3"]);
    expect(brief.held).toEqual([mild]);
  });

  it("tells of what somebody has and fires all the same", () => {
    const counts = { firing: 2, muted: 0, ended: 0 };
    const brief = briefOf(facts({ incidents: [{ ...taken, alerts: counts }, paged] }));

    expect(brief.stillFiring).toHaveLength(1);
  });

  it("counts an incident once however often it paged, and what came at night", () => {
    const pages = [page(1, "23:00"), page(1, "23:10"), page(2, "12:00"), page(3, "07:59")];
    const alertsOf = new Map([
      [1, ["Disk", "Cpu"]],
      [2, ["Disk"]],
      [3, ["Disk", "Net", "Dns", "Cpu"]],
    ]);

    expect(briefOf(facts({ pages, alertsOf })).pages).toEqual({
      incidents: 3,
      asleep: 2,
      top: [
        { name: "Disk", count: 3 },
        { name: "Cpu", count: 2 },
        { name: "Net", count: 1 },
      ],
    });
  });

  it("tells of changes that still hold, are to come or are two days old at most", () => {
    const [hour, now] = [3_600_000, facts().now];
    const change = {
      schedule: "rota",
      person: "ana",
      replaces: null,
      reason: "",
      id: "1",
    } as const;
    const made = {
      ...change,
      kind: "override",
      pair: null,
      request: null,
      createdBy: ben,
    } as const;
    const usual = { ...made, cancelledBy: null, cancelledAt: null, createdAt: now - 90 * hour };
    const changes = [
      { ...usual, start: now - hour, end: now + hour },
      { ...usual, start: now - 80 * hour, end: now - 70 * hour },
      { ...usual, start: now - 3 * hour, end: now - hour, createdAt: now - 4 * hour },
      { ...usual, start: now, end: now + hour, cancelledAt: now - 60 * hour },
      { ...usual, start: now, end: now + hour, cancelledAt: now - hour },
    ];

    const kept = briefOf(facts({ changes })).changes;
    expect(kept).toEqual([changes[0], changes[2], changes[4]]);
  });
});

function given(before: Case[1]["incident"], from: string): Case[1] {
  return { incident: before, at: "10:04", command: { kind: "take-over", by: ben, from } };
}

function withBen(): Case[1]["incident"] {
  return incident({}, ["10:02", acknowledge(ben)]);
}

function page(of: number, time: string): BriefFacts["pages"][number] {
  return { incident: of, at: at(time).toMillis() };
}

function facts(more: Partial<BriefFacts> = {}): BriefFacts {
  return {
    now: at("12:00").toMillis(),
    zone: "UTC",
    giver: "ana",
    incidents: [],
    pages: [],
    alertsOf: new Map(),
    muted: [],
    changes: [],
    ...more,
  };
}
