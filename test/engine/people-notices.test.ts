import { describe, expect, it } from "vitest";
import type { Actor } from "#domain/actor.ts";
import { apply, decide } from "#domain/incident/decide-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { noticesOf } from "#engine/incident/people-notices.ts";
import { at, incident, person, resolve, roster, type Command } from "#test/support/build.ts";

const [ana, ben, cleo] = [person("ana"), person("ben"), person("cleo")];
const taken = ["10:02", { kind: "acknowledge", by: ana }] as const;
const followed = [
  ["10:03", { kind: "follow", by: ana }],
  ["10:03", { kind: "follow", by: ben }],
] as const;

function give(by: Actor, to: Actor): Command {
  return { kind: "give-role", by, to, role: "scribe" };
}

/** Who is told what once the command is decided. */
function told(given: Incident, command: Command): readonly string[] {
  const { events: entries } = decide(given, command, at("10:10"));
  const notices = noticesOf({ incident: apply(given, entries), entries });
  return notices.map(({ about, place }) => `${place}: ${about.kind}`);
}

describe("who is told alone", () => {
  it.each<readonly [string, Incident, Command, readonly string[]]>([
    ["whoever gets a role", incident({}, taken), give(ana, ben), ["person/ben: duties"]],
    [
      "and whoever loses it by that",
      incident({}, taken, ["10:05", give(ana, ben)]),
      give(cleo, cleo),
      ["person/cleo: duties", "person/ben: duties"],
    ],
    [
      "but nobody who gives away their own",
      incident({}, taken, ["10:05", give(ana, ben)]),
      give(ben, cleo),
      ["person/cleo: duties"],
    ],
    [
      "whoever follows, that it is over, but for the one who ended it",
      incident({}, taken, ...followed),
      resolve(),
      ["person/ben: follow-ended"],
    ],
    [
      "and that it is not over",
      incident({}, taken, ...followed, ["10:05", resolve()]),
      { kind: "reopen", by: ana, reason: "it is back", pages: false, roster: roster(["ana"]) },
      ["person/ben: follow-ended"],
    ],
  ])("%s", (_, given, command, expected) => {
    expect(told(given, command)).toEqual(expected);
  });
});
