import { describe, expect, it } from "vitest";
import { createRotas } from "#domain/schedule/rotas.ts";
import { Schedule } from "#domain/schedule/schedule.ts";
import { checkWish } from "#slack/flows/wish/check-wish.ts";
import { emptyWish, type Wish, type WishKind } from "#slack/flows/wish/wish.ts";

const HOUR = 3_600_000;
/** A Monday at nine, when Ann's turn of a day begins; then come Bob's, and Ann's again. */
const NOW = Date.UTC(2026, 0, 5, 9);

describe("a wish", () => {
  it.each([
    [
      "an override from now on",
      wish("override", { person: "eve", end: at(2) }),
      { person: "eve", start: 0, end: 2 },
    ],
    [
      "an override later",
      wish("override", { person: "eve", start: at(1), end: at(2) }),
      { person: "eve", start: 1, end: 2 },
    ],
    ["taking what runs", wish("take", {}), { person: "bob", start: 0, end: 24 }],
    ["taking a part of it", wish("take", { end: at(3) }), { person: "bob", start: 0, end: 3 }],
    ["cover for one's next shift", wish("cover", {}), { person: "bob", start: 24, end: 48 }],
    [
      "cover for a part of it",
      wish("cover", { start: at(30), end: at(40) }),
      { person: "bob", start: 30, end: 40 },
    ],
    ["cover from then on", wish("cover", { start: at(30) }), { person: "bob", start: 30, end: 48 }],
    [
      "cover of the shift that a day brings",
      wish("cover", { start: at(15) }),
      { person: "bob", start: 24, end: 48 },
    ],
    [
      "a swap of the next shifts",
      wish("swap", { person: "ann" }),
      { person: "bob", start: 24, end: 48, want: [0, 24] },
    ],
    [
      "a swap of those that are named",
      wish("swap", { person: "ann", start: at(73), want: at(50) }),
      { person: "bob", start: 72, end: 96, want: [48, 72] },
    ],
  ])("for %s is complete", (_, wanted, expected) => {
    const checked = check(wanted);
    if (checked.kind === "faulty") throw new Error(JSON.stringify(checked));
    const { person, start, end, swap } = checked.draft;
    const want = swap === null ? {} : { want: [hours(swap.want.start), hours(swap.want.end)] };

    expect({ person, start: hours(start), end: hours(end), ...want }).toEqual(expected);
  });

  it.each([
    ["no schedule", wish("take", { schedule: null }), "schedule"],
    ["a schedule that is gone", wish("take", { schedule: "shp" }), "schedule"],
    ["nobody to put on call", wish("override", { end: at(2) }), "person"],
    ["somebody who has left", wish("override", { person: "zoe", end: at(2) }), "person"],
    ["no end", wish("override", { person: "eve" }), "end"],
    [
      "an end before its start",
      wish("override", { person: "eve", start: at(3), end: at(2) }),
      "end",
    ],
    ["taking what one has", wish("take", { start: at(25) }), "end"],
    ["cover for longer than the shift", wish("cover", { start: at(30), end: at(50) }), "end"],
    ["cover for another", wish("cover", { person: "ann" }), "person"],
    ["a swap with oneself", wish("swap", { person: "bob" }), "person"],
    ["a swap with somebody without shifts", wish("swap", { person: "eve" }), "want"],
    ["too long a reason", wish("take", { note: "x".repeat(301) }), "note"],
  ])("with %s is asked again", (_, wanted, field) => {
    expect(check(wanted)).toMatchObject({ kind: "faulty", problems: [{ field }] });
  });

  it.each([
    ["no schedule", wish("override", { schedule: null })],
    ["nobody to put on call", wish("override", { end: at(2) })],
    ["no end", wish("override", { person: "eve" })],
  ])("with %s has something missing, which a form asks for", (_, wanted) => {
    expect(check(wanted)).toMatchObject({ kind: "faulty", problems: [{ isMissing: true }] });
  });

  it.each([
    ["a schedule that is gone", wish("take", { schedule: "shp" }), "bob"],
    ["taking what one has", wish("take", {}), "ann"],
    ["cover for a shift that one does not have", wish("cover", {}), "eve"],
    ["cover for a day on which one has no shift", wish("cover", { start: at(-10) }), "cat"],
    [
      "a swap of a day on which one has none",
      wish("swap", { person: "bob", start: at(-1) }),
      "cat",
    ],
    ["a swap by somebody without shifts", wish("swap", { person: "ann" }), "eve"],
    ["no schedule, by somebody unknown", wish("take", { schedule: null }), null],
  ])("with %s is wrong, which is told", (_, wanted, asker) => {
    const checked = check(wanted, { asker, members: ["ann", "bob", "cat"] });

    expect(checked).toMatchObject({ kind: "faulty", problems: [{ isMissing: false }] });
  });

  it("for a shift that ends beyond what is worked out needs an end of its own", () => {
    const alone = { members: ["ann"] };
    const asked = [
      check(wish("take", {}), alone),
      check(wish("cover", {}), { ...alone, asker: "ann" }),
    ];

    for (const checked of asked) {
      expect(checked).toMatchObject({ problems: [{ field: "end", isMissing: true }] });
    }
    expect(check(wish("swap", { person: "eve" }), { ...alone, asker: "ann" })).toMatchObject({
      problems: [{ isMissing: false }],
    });
    expect(check(wish("cover", { end: at(5) }), { ...alone, asker: "ann" }).kind).toBe("complete");
  });

  it("for another's cover is an admin's", () => {
    const checked = check(wish("cover", { person: "ann" }), { isAdmin: true });

    expect(checked).toMatchObject({ kind: "complete", draft: { person: "ann", start: NOW } });
  });

  it("for a shift needs somebody whom muster.yaml knows", () => {
    for (const kind of ["take", "cover", "swap"] as const) {
      const checked = check(wish(kind, { person: null }), { asker: null });

      expect(checked).toMatchObject({ kind: "faulty", problems: [{ field: "schedule" }] });
    }
  });
});

function check(
  wanted: Wish,
  {
    members = ["ann", "bob"],
    ...who
  }: {
    readonly asker?: string | null;
    readonly isAdmin?: boolean;
    readonly members?: readonly string[];
  } = {},
): ReturnType<typeof checkWish> {
  const layers = [{ anchor: "2026-01-05T09:00", every: { n: 1, unit: "days" }, members }];
  const shop = { name: "Shop", team: "checkout", timezone: "UTC", layers };
  const schedule = { id: "shop", ...Schedule.parse(shop) };
  const people = new Set(["ann", "bob", "cat", "eve"]);
  const rotas = createRotas(new Map([["shop", schedule]]));
  return checkWish(wanted, { rotas, people, now: NOW, asker: "bob", isAdmin: false, ...who });
}

function wish(kind: WishKind, known: Partial<Wish>): Wish {
  return { ...emptyWish(kind), schedule: "shop", ...known };
}

function at(hour: number): number {
  return NOW + hour * HOUR;
}

function hours(instant: number): number {
  return (instant - NOW) / HOUR;
}
