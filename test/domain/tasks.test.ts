import { describe, expect, it } from "vitest";
import { Configuration } from "#domain/configuration/configuration.ts";
import type { Decision } from "#domain/incident/command.ts";
import { decide } from "#domain/incident/decide-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { nextReminder } from "#domain/incident/reminders.ts";
import { at, type Command, incident, person, resolve } from "#test/support/build.ts";

const [ana, ben] = [person("ana"), person("ben")];
const parts = Configuration.pick({ severities: true, people: true, schedules: true });
const rules = parts.parse({ people: {} });

function add(more: { readonly key?: string; readonly due?: string | null } = {}): Command {
  const { key = "one", due = "12:00" } = more;
  return {
    kind: "add-task",
    by: ana,
    key,
    link: null,
    type: "task",
    text: "restart the worker",
    owner: ben,
    due: due === null ? null : at(due),
  };
}

function end(kind: "finish-task" | "drop-task" | "reopen-task", number = 1): Command {
  return { kind, by: ana, number };
}

function snooze(until: string): Command {
  return { kind: "snooze-task", by: ben, number: 1, until: at(until) };
}

const remind: Command = { kind: "remind", rules };

function told({ events, reason }: Decision): readonly string[] {
  if (events.length === 0) return [reason];
  return events.map(({ event, by }) => {
    const who = by.kind === "person" ? by.name : by.kind;
    const stage = event.kind === "task-reminded" ? ` ${event.stage}` : "";
    return `${who}: ${event.kind}${"number" in event ? ` ${event.number}` : ""}${stage}`;
  });
}

/** After each of these, at its time. */
function after(...steps: readonly (readonly [string, Command])[]): Incident {
  return incident({}, ...steps);
}

const added = after(["10:05", add()]);
const done = after(["10:05", add()], ["10:06", end("finish-task")]);

describe("a task", () => {
  it.each<[string, Incident, Command, readonly string[]]>([
    ["is numbered within its incident", added, add({ key: "two" }), ["ana: task-added 2"]],
    ["is added once", added, add(), ["it was added already"]],
    ["is done by anybody", added, end("finish-task"), ["ana: task-done 1"]],
    ["is done once", done, end("finish-task"), ["it is done already"]],
    ["is not dropped when it is done", done, end("drop-task"), ["it is done already"]],
    ["may be opened again", done, end("reopen-task"), ["ana: task-reopened 1"]],
    ["must be there", added, end("finish-task", 7), ["there is no such task"]],
    [
      "is given to somebody else",
      added,
      { kind: "change-task", by: ana, number: 1, owner: ana },
      ["ana: task-changed 1"],
    ],
    [
      "is changed only where something changes",
      added,
      { kind: "change-task", by: ana, number: 1, owner: ben, due: at("12:00") },
      ["it says so already"],
    ],
    [
      "may be added and done when it is over",
      after(["10:05", add()], ["10:06", resolve()]),
      end("finish-task"),
      ["ana: task-done 1"],
    ],
    ["is not put off into the past", added, snooze("10:01"), ["that moment has passed"]],
  ])("%s", (_, given, command, expected) => {
    expect(told(decide(given, command, at("10:20")))).toEqual(expected);
  });
});

describe("the owner of a task", () => {
  it.each<[string, Incident, string | null]>([
    ["is reminded when it is due", added, "20 12:00"],
    ["is reminded again a day later", after(["10:05", add()], ["12:00", remind]), "21 12:00"],
    [
      "is reminded when they asked for it",
      after(["10:05", add()], ["12:00", remind], ["12:01", snooze("14:00")]),
      "20 14:00",
    ],
    ["is not reminded of what is done", done, null],
    ["is not reminded of what has no time", after(["10:05", add({ due: null })]), null],
    [
      "is reminded when the incident is over too",
      after(["10:05", add()], ["10:06", resolve()]),
      "20 12:00",
    ],
    [
      "is reminded anew of a new time",
      after(
        ["10:05", add()],
        ["12:00", remind],
        ["12:10", { kind: "change-task", by: ana, number: 1, due: at("15:00") }],
      ),
      "20 15:00",
    ],
  ])("%s", (_, given, expected) => {
    const quiet = { ...rules, severities: { ...rules.severities, SEV2: rules.severities.SEV3 } };

    expect(nextReminder(given, quiet)?.toFormat("d HH:mm") ?? null).toBe(expected);
  });

  it("is told how late it is", () => {
    const reminded = after(["10:05", add()], ["12:00", remind]);
    const tomorrow = at("12:00").plus({ days: 1 });

    expect(told(decide(added, remind, at("12:00")))).toEqual(["muster: task-reminded 1 due"]);
    expect(told(decide(reminded, remind, tomorrow))).toEqual(["muster: task-reminded 1 overdue"]);
  });
});
