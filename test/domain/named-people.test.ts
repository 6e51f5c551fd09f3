import { DateTime } from "luxon";
import { expect, it } from "vitest";
import { namedWithin } from "#domain/service/named-people.ts";
import { configuration } from "#test/support/engine.ts";

const WEEKDAYS = {
  timezone: "Europe/Berlin",
  windows: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }],
};

/** Those whom the policy of the service names within a day from then on. */
function named(levels: readonly object[], from = "2026-11-20T12:00Z"): readonly string[] {
  const settings = configuration({
    policies: {
      checkout: { levels },
      unused: { levels: [{ notify: [{ person: "eve" }] }] },
    },
  });
  const start = DateTime.fromISO(from);
  const span = { start: start.toMillis(), end: start.plus({ days: 1 }).toMillis() };
  return [...namedWithin(settings, span)].map(([person, policy]) => `${person} by ${policy}`);
}

it.each([
  [
    "whoever is at any of its levels",
    [to("bob"), to("ann")],
    ["bob by checkout", "ann by checkout"],
  ],
  ["each once", [to("ann"), to("ann")], ["ann by checkout"]],
  ["no channel", [{ notify: [{ channel: "#team-checkout" }] }], []],
])("a policy that services use names %s", (_, levels, expected) => {
  expect(named(levels)).toEqual(expected);
});

it("a level that holds only at some hours names nobody on a day without them", () => {
  const levels = [{ ...to("ann"), when: WEEKDAYS }];

  expect(named(levels, "2026-11-20T12:00Z")).toEqual(["ann by checkout"]);
  expect(named(levels, "2026-11-20T17:00Z")).toEqual([]);
});

function to(person: string): object {
  return { notify: [{ person }] };
}
