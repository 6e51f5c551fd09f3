import { describe, expect, it } from "vitest";
import type { Alert, ListedAlert } from "#domain/alert/alert.ts";
import { compareWithListing, markMissing } from "#domain/alert/missing-alerts.ts";
import { alert, at, ended, firing, plain, report } from "#test/support/build.ts";

const NOW = at("10:20");

describe("a report of the group marks as missing", () => {
  it.each<[string, Alert, ReturnType<typeof report>, boolean]>([
    ["an alert that it leaves out", alert(), report([firing({ fingerprint: "b2" })]), true],
    ["every alert of a group that is sent empty", alert(), report([]), true],
    ["not an alert that it has", alert(), report([firing()]), false],
    ["not an alert whose end it tells", alert(), report([ended()]), false],
    ["nothing when the sender left alerts out", alert(), report([], 2), false],
    ["not an alert of another group", alert({ group: "search" }), report([]), false],
    ["not an alert that came without a group", alert({ group: null }), report([]), false],
    ["not an alert that ended", alert({ status: "resolved" }), report([]), false],
    [
      "not an alert that is missing already",
      alert({ missingSince: at("10:05") }),
      report([]),
      false,
    ],
  ])("%s", (_, known, delivery, missing) => {
    const changed = markMissing([known], delivery, "payments", NOW);

    expect(plain(changed)).toEqual(missing ? [plain({ ...known, missingSince: NOW })] : []);
  });

  it("and the alert keeps firing, for it may only be muted", () => {
    const [changed] = markMissing([alert()], report([]), "payments", NOW);

    expect(changed).toMatchObject({ status: "firing", endsAt: null });
  });
});

type Expected = { readonly change: string } & Partial<Alert>;

function after(known: Alert, { change, ...changed }: Expected): unknown {
  return { alert: { ...known, ...changed }, change };
}

const active: ListedAlert = { fingerprint: "a1", startsAt: at("10:00"), mutedBy: null };
const silenced: ListedAlert = { ...active, mutedBy: ["s1", "s2"] };
const other: ListedAlert = { ...active, fingerprint: "b2" };

describe("a source's listing says that", () => {
  const cases: readonly [
    sentence: string,
    known: Partial<Alert>,
    listed: ListedAlert,
    expected: Expected | null,
  ][] = [
    ["nothing changed for an alert that fires", {}, active, null],
    [
      "a muted alert fires again",
      { mutedBy: ["s1"], missingSince: at("10:05") },
      active,
      {
        change: "unmuted",
        mutedBy: null,
        missingSince: null,
      },
    ],
    [
      "a missing alert fires",
      { missingSince: at("10:05") },
      active,
      {
        change: "seen",
        missingSince: null,
      },
    ],
    ["an absent alert is back", { absentPolls: 1 }, active, { change: "seen", absentPolls: 0 }],
    ["an alert is muted", {}, silenced, { change: "muted", mutedBy: ["s1", "s2"] }],
    [
      "an alert is muted by something else now",
      { mutedBy: ["s1"] },
      silenced,
      {
        change: "muted",
        mutedBy: ["s1", "s2"],
      },
    ],
    [
      "nothing changed for a muted alert, in whatever order",
      { mutedBy: ["s2", "s1"] },
      silenced,
      null,
    ],
    [
      "a muted alert that was absent is back",
      { mutedBy: ["s1", "s2"], absentPolls: 1 },
      silenced,
      {
        change: "seen",
        absentPolls: 0,
      },
    ],
    [
      "an alert is muted by a time interval without an id",
      {},
      { ...active, mutedBy: [] },
      {
        change: "muted",
        mutedBy: [],
      },
    ],
    [
      "nothing yet about an episode that started later",
      {},
      { ...active, startsAt: at("10:15") },
      null,
    ],
    ["an alert is absent", {}, other, { change: "absent", absentPolls: 1 }],
    [
      "an alert is over after two polls without it",
      { absentPolls: 1, mutedBy: ["s1"] },
      other,
      {
        change: "ended while muted",
        status: "resolved",
        endsAt: NOW,
        mutedBy: null,
        missingSince: null,
        absentPolls: 0,
      },
    ],
    ["nothing about an alert that ended", { status: "resolved", endsAt: at("10:10") }, other, null],
  ];

  it.each(cases)("%s", (_, more, listed, expected) => {
    const known = alert(more);
    const listing = { upSince: at("08:00"), alerts: [listed] };

    const changes = compareWithListing([known], listing, NOW);

    expect(plain(changes)).toEqual(plain(expected === null ? [] : [after(known, expected)]));
  });

  it.each([
    ["nothing about absent alerts while it is up for five minutes or less", "10:15", []],
    ["an alert is absent once it is up for longer", "10:14:59", ["absent"]],
  ])("%s", (_, upSince, expected) => {
    const changes = compareWithListing([alert()], { upSince: at(upSince), alerts: [] }, NOW);

    expect(changes.map(({ change }) => change)).toEqual(expected);
  });

  it("something is muted even just after a start", () => {
    const changes = compareWithListing([alert()], { upSince: NOW, alerts: [silenced] }, NOW);

    expect(changes.map(({ change }) => change)).toEqual(["muted"]);
  });

  it("each of many alerts is what it is", () => {
    const known = ["a1", "b2", "c3"].map((fingerprint) => alert({ fingerprint }));
    const listing = { upSince: at("08:00"), alerts: [silenced, other] };

    const changes = compareWithListing(known, listing, NOW);

    expect(changes.map((one) => [one.alert.fingerprint, one.change])).toEqual([
      ["a1", "muted"],
      ["c3", "absent"],
    ]);
  });
});
