import { describe, expect, it } from "vitest";
import { apply, decide } from "#domain/incident/decide-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import type { SilenceCommand } from "#domain/response/silences.ts";
import { at, incident, person, resolve } from "#test/support/build.ts";

const MATCHERS = [{ name: "alertname", value: "Disk", isRegex: false, isEqual: true }];

function ask(
  until: string,
  more: { readonly key?: string; readonly name?: string } = {},
): SilenceCommand {
  const { key = "V1", name = "Disk" } = more;
  const matchers = MATCHERS.map((matcher) => ({ ...matcher, value: name }));
  const silence = { key, source: "prod", matchers, until: at(until), comment: "known", link: null };
  return { kind: "silence", by: person("ana"), silence };
}

function holds(until: string, key = "V1"): SilenceCommand {
  const sight = { kind: "holds", id: "s1", until: at(until), isFound: false } as const;
  return { kind: "see-silence", key, sight };
}

const end: SilenceCommand = { kind: "end-silence", by: person("ben"), key: "V1" };
const gone: SilenceCommand = { kind: "see-silence", key: "V1", sight: { kind: "gone" } };
const ending: SilenceCommand = {
  kind: "see-silence",
  key: "V1",
  sight: { kind: "ending", hides: 2 },
};
const failed: SilenceCommand = {
  kind: "see-silence",
  key: "V1",
  sight: { kind: "failed", reason: "refused" },
};

function extend(until: string): SilenceCommand {
  return { kind: "extend-silence", by: person("ben"), key: "V1", until: at(until) };
}

/** What these come to, one minute after the other from 10:01 on, and what the last one came to. */
function after(...commands: readonly SilenceCommand[]): { state: Incident; last: string } {
  let [state, last] = [incident(), ""];
  for (const [index, command] of commands.entries()) {
    const { events, reason } = decide(state, command, at(`10:0${index + 1}`));
    state = apply(state, events);
    last = events.length === 0 ? reason : events.map(({ event }) => event.kind).join(" ");
  }
  return { state, last };
}

describe("a silence that is asked for", () => {
  it.each<[what: string, commands: SilenceCommand[], expected: string]>([
    [
      "is asked for once by the same form",
      [ask("12:00"), ask("13:00")],
      "it was asked for already",
    ],
    [
      "is not made twice for the same alerts",
      [ask("12:00"), ask("12:01", { key: "V2" })],
      "these alerts are silenced that long already",
    ],
    [
      "lasts longer when it is asked for again",
      [ask("12:00"), ask("13:00", { key: "V2" })],
      "silence-extension-asked",
    ],
    [
      "is another one for other alerts",
      [ask("12:00"), ask("12:00", { key: "V2", name: "Cpu" })],
      "silence-asked",
    ],
    [
      "is a new one once the other is over",
      [ask("12:00"), holds("12:00"), end, gone, ask("12:00", { key: "V2" })],
      "silence-asked",
    ],
    [
      "is a new one while the other is being ended",
      [ask("12:00"), holds("12:00"), end, ask("12:00", { key: "V2" })],
      "silence-asked",
    ],
    [
      "is not told of twice that it holds",
      [ask("12:00"), holds("12:00"), holds("12:00")],
      "it holds as before",
    ],
    [
      "is told of when somebody moved its end",
      [ask("12:00"), holds("12:00"), holds("11:00")],
      "silence-holds",
    ],
    [
      "is not made shorter by extending it",
      [ask("12:00"), extend("12:00")],
      "it lasts that long already",
    ],
    [
      "is not extended while it is being ended",
      [ask("12:00"), end, extend("13:00")],
      "it is being ended",
    ],
    ["is ended once", [ask("12:00"), end, end], "it is being ended already"],
    [
      "is ended no more when it is over",
      [ask("12:00"), end, gone, end],
      "there is no such silence any more",
    ],
    [
      "is reminded of five minutes before a short one ends",
      [ask("10:07"), holds("10:07"), ending],
      "silence-ending",
    ],
    [
      "is reminded of once",
      [ask("10:07"), holds("10:07"), ending, ending],
      "its end is far, or was told of",
    ],
    [
      "is not reminded of long before its end",
      [ask("12:00"), holds("12:00"), ending],
      "its end is far, or was told of",
    ],
  ])("%s", (_, commands, expected) => {
    expect(after(...commands).last).toBe(expected);
  });

  it("cannot be asked for when the incident is over, and can be ended then", () => {
    const over = incident({}, ["10:01", ask("12:00")], ["10:02", resolve()]);

    expect(decide(over, ask("12:00", { key: "V2" }), at("10:03")).reason).toBe(
      "it is already resolved",
    );
    expect(decide(over, end, at("10:03")).reason).toBe("silence-end-asked");
  });

  it("is one of at most ten", () => {
    const names = Array.from({ length: 11 }, (_, index) => `A${index}`);
    const asked = names.map((name) => ask("12:00", { key: name, name }));
    const state = asked
      .slice(0, 10)
      .reduce((now, one) => apply(now, decide(now, one, at("10:01")).events), incident());

    expect(asked.slice(10).map((one) => decide(state, one, at("10:02")).reason)).toEqual([
      "10 silences of this incident hold already; end one first",
    ]);
  });
});

describe("what is known of it", () => {
  it.each<[what: string, commands: SilenceCommand[], expected: object]>([
    [
      "is what its source has",
      [ask("12:00"), holds("12:00")],
      { id: "s1", holdsUntil: at("12:00"), wanted: null },
    ],
    [
      "is that it is still to be extended, when that was asked for meanwhile",
      [ask("12:00"), extend("13:00"), holds("12:00")],
      { until: at("13:00"), holdsUntil: at("12:00"), wanted: { what: "extend" } },
    ],
    [
      "is that it is still to end, when that was asked for meanwhile",
      [ask("12:00"), end, holds("12:00")],
      { id: "s1", wanted: { what: "end" } },
    ],
    [
      "is that it never was, when it could not be made",
      [ask("12:00"), failed],
      { isOver: true, failure: "refused" },
    ],
    [
      "is its old end, when it could not be extended",
      [ask("12:00"), holds("12:00"), extend("13:00"), failed],
      { isOver: false, until: at("12:00"), wanted: null, failure: "refused" },
    ],
    [
      "is that it goes on, when it could not be ended",
      [ask("12:00"), holds("12:00"), end, failed],
      { isOver: false, wanted: null },
    ],
  ])("%s", (_, commands, expected) => {
    expect(after(...commands).state.silences[0]).toMatchObject(expected);
  });
});
