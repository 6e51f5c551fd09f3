import { describe, expect, it } from "vitest";
import type { ServiceChange } from "#domain/service-change.ts";
import { suspect } from "#domain/suspect-change.ts";
import { at } from "#test/support/build.ts";
import { serviceChange } from "#test/support/service-changes.ts";

const START = at("10:00");

function change(id: string, began: string, more: Partial<ServiceChange> = {}): ServiceChange {
  return serviceChange({ id, at: at(began), endedAt: null, ...more });
}

describe("the change that could be the cause", () => {
  it.each<[string, readonly ServiceChange[], string | null]>([
    ["nothing, when nothing changed", [], null],
    ["the last one before it", [change("a", "09:10"), change("b", "09:50")], "b"],
    ["one that began in the very moment", [change("a", "10:00"), change("b", "09:50")], "a"],
    ["none that came after it", [change("a", "10:01")], null],
    [
      "a long one that ended last",
      [change("long", "08:00", { endedAt: at("09:55") }), change("flag", "09:30")],
      "long",
    ],
    [
      "one that was still under way",
      [change("flag", "09:59"), change("long", "09:00", { endedAt: at("10:20") })],
      "long",
    ],
    [
      "of several that were under way the one that began last",
      [
        change("first", "09:00", { endedAt: at("10:30") }),
        change("last", "09:30", { endedAt: at("10:20") }),
      ],
      "last",
    ],
    [
      "one whose end is told by a clock that is behind, by when it began",
      [change("flag", "09:45"), change("odd", "09:50", { endedAt: at("09:40") })],
      "odd",
    ],
    [
      "no old one whose end nobody ever told",
      [change("stuck", "05:00", { status: "running" }), change("flag", "09:30")],
      "flag",
    ],
    ["one that failed", [change("a", "09:10"), change("b", "09:50", { status: "failed" })], "b"],
    [
      "one that was cancelled, since half of it may be there",
      [change("a", "09:10"), change("b", "09:50", { status: "cancelled" })],
      "b",
    ],
    [
      "none that was only planned",
      [change("a", "09:10"), change("b", "09:50", { status: "planned" })],
      "a",
    ],
    [
      "none of an environment without customers",
      [change("a", "09:10"), change("b", "09:50", { environment: "staging-eu" })],
      "a",
    ],
    ...["qa2", "dev_eu", "Review/41"].map(
      (environment): [string, readonly ServiceChange[], string] => [
        `none of ${environment}`,
        [change("a", "09:10"), change("b", "09:50", { environment })],
        "a",
      ],
    ),
    [
      "one of an environment whose name only begins alike",
      [change("a", "09:10"), change("b", "09:50", { environment: "devices" })],
      "b",
    ],
  ])("is %s", (_, changes, expected) => {
    expect(suspect(changes, START)?.change.id ?? null).toBe(expected);
    expect(suspect(changes.toReversed(), START)?.change.id ?? null).toBe(expected);
  });

  it.each<[Partial<ServiceChange>, string]>([
    [{}, "it began 10 min before the impact"],
    [{ endedAt: at("09:50") }, "it began 10 min before the impact"],
    [{ endedAt: at("09:54") }, "it was done 6 min before the impact"],
    [{ endedAt: at("09:54"), status: "failed" }, "it failed 6 min before the impact"],
    [{ endedAt: at("09:54"), status: "cancelled" }, "it was cancelled 6 min before the impact"],
    [{ endedAt: at("10:04") }, "it was under way when the impact began"],
    [{ at: at("08:10") }, "it began 1 h 50 min before the impact"],
    [{ at: at("09:59:30") }, "it began less than a minute before the impact"],
  ])("says why: %j", (more, reason) => {
    expect(suspect([change("a", "09:50", more)], START)?.reason).toBe(reason);
  });
});
