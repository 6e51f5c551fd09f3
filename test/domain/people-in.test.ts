import { expect, it } from "vitest";
import type { Actor } from "#domain/actor.ts";
import { peopleIn } from "#domain/incident/people-in.ts";
import type { Command } from "#test/support/build.ts";
import { acknowledge, incident, person } from "#test/support/build.ts";

const GUS: Actor = { kind: "person", slackId: "U0GUS", name: "Gus", person: null };

const ADD: Command = {
  kind: "add-task",
  by: person("ana"),
  key: "view-1",
  type: "task",
  text: "Call the bank",
  owner: person("cleo"),
  due: null,
  link: null,
};

it.each<[string, readonly (readonly [string, Command])[], readonly string[]]>([
  ["nobody, at first", [], []],
  ["who has it", [["10:01", acknowledge(person("ana"))]], ["ana", "U-ana"]],
  [
    "who has a role, by Slack alone where the file does not know them",
    [["10:01", { kind: "give-role", by: person("ana"), role: "scribe", to: GUS }]],
    ["U0GUS"],
  ],
  ["who has a task", [["10:01", ADD]], ["cleo", "U-cleo"]],
  [
    "no more who had one that is done",
    [
      ["10:01", ADD],
      ["10:02", { kind: "finish-task", by: person("cleo"), number: 1 }],
    ],
    [],
  ],
])("those who have a part in an incident: %s", (_, commands, expected) => {
  expect(peopleIn(incident({}, ...commands))).toEqual(expected);
});
