import type { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { type Alert, type AlertEvent, isFlapping, observe } from "#domain/alert/alert.ts";
import { alert, at, ended, firing, plain } from "#test/support/build.ts";

const CONTEXT = { source: "prod", group: "payments", now: at("10:20") };

const firingSince10 = alert();
const endedAt0950 = alert({ status: "resolved", startsAt: at("09:40"), endsAt: at("09:50") });
const endedAt1010 = alert({ status: "resolved", endsAt: at("10:10") });

describe("an event means for the alert that we know that it", () => {
  it.each<[change: string, when: string, known: Alert | null, event: AlertEvent]>([
    ["fired", "we never heard of it", null, firing()],
    ["fired again", "a later episode comes after an end", endedAt0950, firing()],
    ["repeated", "the same episode is sent again", firingSince10, firing()],
    ["repeated", "only its text changed", firingSince10, firing({ annotations: { summary: "9" } })],
    [
      "repeated",
      "another zone writes the same start",
      firingSince10,
      firing({ startsAt: at("10:00").setZone("Asia/Tokyo") }),
    ],
    [
      "restarted",
      "a later episode comes without an end in between",
      firingSince10,
      firing({ startsAt: at("10:15") }),
    ],
    ["reopened", "a lagging peer repeats an episode that ended", endedAt1010, firing()],
    ["ended", "the end of its episode comes", firingSince10, ended()],
    [
      "ended",
      "the end of a later episode comes, whose start was never told",
      firingSince10,
      ended({ startsAt: at("10:05") }),
    ],
    [
      "ended",
      "another peer dates the start earlier and knows the end",
      firingSince10,
      ended({ startsAt: at("09:55") }),
    ],
    ["ended", "its end lies before its start", firingSince10, ended({ endsAt: at("09:00") })],
    ["ended before", "its end is sent once more", endedAt1010, ended()],
    [
      "ended before",
      "a later episode is over before we hear of it",
      endedAt0950,
      ended({ startsAt: at("10:00") }),
    ],
    ["ended unseen", "the end comes of something that never fired for us", null, ended()],
    ["outdated", "an older episode fires late", firingSince10, firing({ startsAt: at("09:40") })],
    [
      "reopened",
      "it fires with an earlier start than the one that ended",
      endedAt1010,
      firing({ startsAt: at("09:40") }),
    ],
    [
      "outdated",
      "the end of an older episode comes late",
      firingSince10,
      ended({ startsAt: at("09:40"), endsAt: at("09:50") }),
    ],
    [
      "outdated",
      "an older episode ended, nobody says when",
      firingSince10,
      ended({ startsAt: at("09:40"), endsAt: null }),
    ],
  ])("%s when %s", (change, _, known, event) => {
    expect(observe(known, event, CONTEXT).change).toBe(change);
  });
});

describe("the alert after an event", () => {
  it("has the newest labels, texts and group, and was seen now", () => {
    const event = firing({
      labels: { alertname: "HighLatency", team: "new" },
      annotations: { summary: "p99 is 3 s" },
      notes: ["Its start was missing."],
    });

    const { alert: after } = observe(firingSince10, event, { ...CONTEXT, group: "other" });

    expect(after).toMatchObject({
      labels: { alertname: "HighLatency", team: "new" },
      annotations: { summary: "p99 is 3 s" },
      notes: ["Its start was missing."],
      group: "other",
      lastSeenAt: at("10:20"),
    });
  });

  it("is neither missing nor muted nor absent any more", () => {
    const doubted = alert({ missingSince: at("10:05"), mutedBy: ["s1"], absentPolls: 1 });

    const { alert: after } = observe(doubted, firing(), CONTEXT);

    expect(after).toMatchObject({ missingSince: null, mutedBy: null, absentPolls: 0 });
  });

  it.each<[string, AlertEvent, DateTime | null]>([
    ["has the sender's end", ended(), at("10:10")],
    ["ends now when the sender does not say when", ended({ endsAt: null }), at("10:20")],
    ["has no end while it fires", firing({ endsAt: at("10:10") }), null],
  ])("%s", (_, event, expected) => {
    expect(plain(observe(firingSince10, event, CONTEXT).alert.endsAt)).toBe(plain(expected));
  });

  it("keeps the later start when a peer with an earlier one ends it", () => {
    const { alert: after } = observe(firingSince10, ended({ startsAt: at("09:55") }), CONTEXT);

    expect(plain(after.startsAt)).toBe(plain(at("10:00")));
    expect(observe(after, firing(), CONTEXT).change).toBe("reopened");
  });

  it("keeps its episode when the sender does not say when it started", () => {
    const seen = observe(
      firingSince10,
      firing({ startsAt: at("10:15"), startGuessed: true }),
      CONTEXT,
    );

    expect(seen.change).toBe("repeated");
    expect(seen.alert.startsAt).toEqual(firingSince10.startsAt);
  });

  it("is untouched by an outdated event", () => {
    const late = firing({ startsAt: at("09:40"), annotations: { summary: "old" } });

    expect(observe(firingSince10, late, CONTEXT).alert).toBe(firingSince10);
  });

  it("is the same however often a delivery comes", () => {
    const once = observe(null, firing(), CONTEXT).alert;
    const often = Array.from({ length: 100 }).reduce<Alert>(
      (known) => observe(known, firing(), CONTEXT).alert,
      once,
    );

    expect(plain(often)).toEqual(plain(once));
  });
});

describe("an alert flaps", () => {
  it.each<[string, boolean, readonly string[], string]>([
    ["with three starts within the hour", true, ["10:00", "10:20", "10:40"], "10:45"],
    ["not with two", false, ["10:00", "10:20"], "10:45"],
    ["not with three within more than an hour", false, ["10:00", "10:20", "11:00"], "11:00"],
    ["not any more an hour after the first of three", false, ["10:00", "10:20", "10:40"], "11:01"],
  ])("%s", (_, expected, starts, now) => {
    const flapped = starts.reduce<Alert | null>(
      (known, start) => observe(known, firing({ startsAt: at(start) }), CONTEXT).alert,
      null,
    );

    expect(flapped !== null && isFlapping(flapped, at(now))).toBe(expected);
  });

  it("also when starts are only told by their ends", () => {
    const starts = ["10:00", "10:20", "10:40"].map((start) => ended({ startsAt: at(start) }));
    const flapped = starts.reduce<Alert | null>(
      (known, event) => observe(known, event, CONTEXT).alert,
      null,
    );

    expect(flapped?.recentStarts.length).toBe(3);
  });

  it("not because a peer repeats an episode that ended", () => {
    const back = [ended(), firing(), ended(), firing()].reduce<Alert>(
      (known, event) => observe(known, event, CONTEXT).alert,
      alert(),
    );

    expect(plain(back.recentStarts)).toEqual(plain([at("10:00")]));
  });

  it("and remembers no more than twenty starts", () => {
    const minutes = Array.from({ length: 40 }, (_, minute) => at("10:00").plus({ minute }));
    const flapped = minutes.reduce<Alert | null>(
      (known, startsAt) => observe(known, firing({ startsAt }), CONTEXT).alert,
      null,
    );

    expect(flapped?.recentStarts.length).toBe(20);
  });
});
