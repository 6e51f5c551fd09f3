import { describe, expect, it } from "vitest";
import {
  changesOf,
  type CoverAct,
  type CoverRequest,
  decideCover,
  takeUntil,
} from "#domain/change/cover-request.ts";

/** Ann's shift is from 10 to 20, Bob's from 30 to 40; it was asked at 1, and it is 5 now. */
const SHIFTS = [
  { start: 10, end: 20, person: "ann" },
  { start: 30, end: 40, person: "bob" },
];
const COVER: CoverRequest = {
  id: "r",
  schedule: "shop",
  person: "ann",
  start: 10,
  end: 20,
  swap: null,
  note: "dentist",
  createdBy: { kind: "person", slackId: "U1", name: "Eve", person: "eve" },
  createdAt: 1,
  state: "open",
  takenBy: null,
  closedBy: null,
  closedAt: null,
};
const SWAP: CoverRequest = { ...COVER, swap: { asked: "bob", want: { start: 30, end: 40 } } };
const TAKEN = { state: "taken", takenBy: "bob" } as const;

type Row = readonly [string, CoverRequest, CoverAct, string, number?];

describe("a request for cover", () => {
  it.each(
    cases([
      ["is taken by anybody", COVER, take("bob"), "taken"],
      ["is taken in the last moment", COVER, take("bob"), "taken", 9],
      ["is not taken once it has begun", COVER, take("bob"), "refused: expired", 10],
      ["of a running shift is taken until it ends", running(COVER), take("bob"), "taken", 19],
      [
        "of a running shift is not taken when it is over",
        running(COVER),
        take("bob"),
        "refused: expired",
        20,
      ],
      ["is not taken by who asks", COVER, take("ann"), "refused: own"],
      ["is taken once", { ...COVER, ...TAKEN }, take("eve"), "refused: taken"],
      [
        "is taken by the same person again, for the same answer",
        { ...COVER, ...TAKEN },
        take("bob"),
        "repeated",
      ],
      [
        "is not taken when taken back",
        { ...COVER, state: "cancelled" },
        take("bob"),
        "refused: cancelled",
      ],
      [
        "is not taken when expired",
        { ...COVER, state: "expired" },
        take("bob"),
        "refused: expired",
      ],
      [
        "is not taken when the shift is another's",
        { ...COVER, person: "eve" },
        take("bob"),
        "refused: moved",
      ],
      [
        "is not taken when the shift has become shorter",
        { ...COVER, end: 21 },
        take("bob"),
        "refused: moved",
      ],
      ["is taken back by who has the shift", COVER, cancel("ann"), "cancelled"],
      ["is taken back by who asked for them", COVER, cancel("eve"), "cancelled"],
      ["is taken back by an admin", COVER, cancel("zoe", true), "cancelled"],
      ["is not taken back by others", COVER, cancel("bob"), "refused: not-yours"],
      ["is not taken back by somebody unknown", COVER, cancel(null), "refused: not-yours"],
      [
        "is taken back twice for the same answer",
        { ...COVER, state: "cancelled" },
        cancel("ann"),
        "repeated",
      ],
      ["is not taken back once taken", { ...COVER, ...TAKEN }, cancel("ann"), "refused: taken"],
      ["expires when it begins", COVER, { kind: "expire" }, "expired", 10],
      ["does not expire before", COVER, { kind: "expire" }, "refused: not-due", 9],
      [
        "does not expire once taken",
        { ...COVER, ...TAKEN },
        { kind: "expire" },
        "refused: taken",
        10,
      ],
      ["cannot be declined: nobody was asked", COVER, decline("bob"), "refused: not-asked"],
    ]),
  )("$name", ({ request, act, expected, now }) => {
    expect(outcome(request, act, now)).toBe(expected);
  });
});

describe("a swap", () => {
  it.each(
    cases([
      ["is accepted by who is asked", SWAP, take("bob"), "taken"],
      ["is accepted by nobody else", SWAP, take("eve"), "refused: not-asked"],
      ["is declined by who is asked", SWAP, decline("bob"), "declined"],
      ["is declined by nobody else", SWAP, decline("eve"), "refused: not-asked"],
      [
        "is declined twice for the same answer",
        { ...SWAP, state: "declined" },
        decline("bob"),
        "repeated",
      ],
      [
        "is not accepted once declined",
        { ...SWAP, state: "declined" },
        take("bob"),
        "refused: declined",
      ],
      ["is not declined once accepted", { ...SWAP, ...TAKEN }, decline("bob"), "refused: taken"],
      [
        "is not accepted when the other shift has moved",
        wanting(SWAP, 29, 40),
        take("bob"),
        "refused: moved",
      ],
      [
        "is not accepted once the other shift is over",
        wanting(running(SWAP), 2, 4),
        take("bob"),
        "refused: expired",
      ],
    ]),
  )("$name", ({ request, act, expected, now }) => {
    expect(outcome(request, act, now)).toBe(expected);
  });

  it("becomes two changes, each in place of who had the shift", () => {
    expect(changesOf(SWAP, "bob")).toEqual([
      { schedule: "shop", person: "bob", replaces: "ann", reason: "dentist", start: 10, end: 20 },
      { schedule: "shop", person: "ann", replaces: "bob", reason: "dentist", start: 30, end: 40 },
    ]);
  });
});

it("says until when it can be taken", () => {
  expect([COVER, running(COVER), running(wanting(SWAP, 2, 8))].map(takeUntil)).toEqual([10, 20, 8]);
});

type Case = {
  readonly name: string;
  readonly request: CoverRequest;
  readonly act: CoverAct;
  readonly expected: string;
  readonly now: number;
};

function cases(rows: readonly Row[]): readonly Case[] {
  return rows.map(([name, request, act, expected, now = 5]) => {
    return { name, request, act, expected, now };
  });
}

function outcome(request: CoverRequest, act: CoverAct, now: number): string {
  const timeline = { span: { start: 0, end: 50 }, shifts: SHIFTS, changed: [] };
  const verdict = decideCover(request, act, { now, timeline });
  switch (verdict.kind) {
    case "closed":
      return verdict.state;
    case "refused":
      return `refused: ${verdict.reason}`;
    case "repeated":
      return "repeated";
  }
}

function take(person: string): CoverAct {
  return { kind: "take", person };
}

function decline(person: string): CoverAct {
  return { kind: "decline", person };
}

function cancel(person: string | null, isAdmin = false): CoverAct {
  return { kind: "cancel", person, isAdmin };
}

/** Asked when the shift had begun. */
function running(request: CoverRequest): CoverRequest {
  return { ...request, createdAt: 10 };
}

function wanting(request: CoverRequest, start: number, end: number): CoverRequest {
  return { ...request, swap: { asked: "bob", want: { start, end } } };
}
