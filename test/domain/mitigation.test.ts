import { describe, expect, it } from "vitest";
import type { Decision } from "#domain/incident/command.ts";
import { decide } from "#domain/incident/decide-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { helpingStep } from "#domain/response/mitigation.ts";
import { lacksSteps, mitigationSteps } from "#domain/runbook-steps.ts";
import { at, type Command, incident, person, resolve } from "#test/support/build.ts";

const [ana, ben] = [person("ana"), person("ben")];
const plan = {
  kind: "plan-mitigation",
  runbook: "Latency",
  steps: [
    { text: "Undo the change", detail: "flags first" },
    { text: "Add instances", detail: "" },
  ],
} as const;

function start(number: number, by = ana): Command {
  return { kind: "start-mitigation", by, number };
}

function finish(
  number: number,
  outcome: "better" | "no-change" | "worse" | "reverted",
  more: { readonly by?: typeof ana; readonly revises?: boolean } = {},
): Command {
  return { kind: "finish-mitigation", by: ana, number, outcome, note: "", revises: false, ...more };
}

function skip(number: number): Command {
  return { kind: "skip-mitigation", by: ana, number, note: "no flags here" };
}

function add(
  text: string,
  more: { readonly key?: string; readonly starts?: boolean } = {},
): Command {
  return { kind: "add-mitigation", by: ana, key: text, text, starts: true, ...more };
}

function told({ events, reason }: Decision): readonly string[] {
  if (events.length === 0) return [reason];
  return events.map(({ event }) =>
    "number" in event ? `${event.kind} ${event.number}` : event.kind,
  );
}

const planned = incident({}, ["10:01", plan]);

describe("a mitigation step", () => {
  it.each<[string, Incident, Command, readonly string[]]>([
    ["is planned once", planned, plan, ["it was planned before"]],
    ["is started by whoever takes it", planned, start(1), ["mitigation-started 1"]],
    ["is not started by two", after(start(1)), start(1, ben), ["it is under way already"]],
    ["that nobody started may have ended", planned, finish(2, "better"), ["mitigation-finished 2"]],
    [
      "is finished once",
      after(finish(1, "worse")),
      finish(1, "better"),
      ["it was finished before"],
    ],
    [
      "that ended may be undone later",
      after(finish(1, "worse")),
      finish(1, "reverted", { revises: true }),
      ["mitigation-finished 1"],
    ],
    ["may be tried again", after(finish(1, "no-change")), start(1), ["mitigation-started 1"]],
    ["is skipped while it is open", planned, skip(2), ["mitigation-skipped 2"]],
    ["is not skipped under way", after(start(2)), skip(2), ["it is under way"]],
    ["that was skipped may be tried", after(skip(2)), start(2), ["mitigation-started 2"]],
    [
      "is added behind the others and begun",
      planned,
      add("roll back to v41"),
      ["mitigation-added 3", "mitigation-started 3"],
    ],
    ["may be added for later", planned, add("drain", { starts: false }), ["mitigation-added 3"]],
    ["is added once", after(add("drain")), add("drain"), ["it was added already"]],
    ["must be there", planned, start(9), ["there is no such step"]],
    ["does not begin when it is over", after(resolve()), start(1), ["it is already resolved"]],
    [
      "may end when it is over",
      after(start(1), resolve()),
      finish(1, "better"),
      ["mitigation-finished 1"],
    ],
  ])("%s", (_, given, command, expected) => {
    expect(told(decide(given, command, at("10:20")))).toEqual(expected);
  });

  it("keeps who did what, when, and what came of it", () => {
    const { mitigation } = after(start(1, ben), finish(1, "better"));

    expect(mitigation.steps[0]).toMatchObject({
      text: "Undo the change",
      state: "finished",
      startedBy: { name: "ben" },
      endedBy: { name: "ana" },
      outcome: "better",
    });
    expect(helpingStep(mitigation)?.number).toBe(1);
  });

  it("that helped is not the last word when another one is under way", () => {
    expect(helpingStep(after(finish(1, "better"), start(2)).mitigation)).toBeNull();
  });
});

describe("what a runbook lists", () => {
  it.each<[string, string, readonly string[]]>([
    [
      "below Stop the pain",
      "## Stop the pain\n\n1. **Undo it.** How.\n2. Add more. Then wait.",
      ["Undo it", "Add more"],
    ],
    ["below Mitigation", "# Mitigation\n- `restart` it\n\n# Cause\n- no", ["restart it"]],
    [
      "below a deeper heading",
      "## Mitigate\n### Fast\n* one\n### Slow\n* two\n## Then\n* no",
      ["one", "two"],
    ],
    ["not in code", "```sh\n## Mitigate\n1. no\n```\n", []],
    ["not elsewhere", "## Check\n1. no", []],
    ["with links as words", "## Mitigate\n1. Follow [this](https://x.example)", ["Follow this"]],
    ["not what is indented", "## Mitigate\n1. one\n   1. no\n   2. no", ["one"]],
  ])("is a step %s", (_, body, expected) => {
    expect(mitigationSteps({ body }).map(({ text }) => text)).toEqual(expected);
  });

  it("comes with how it is done", () => {
    const body = "## Stop the pain\n1. **Undo it.** Run `undo`.\n\n   Undo: `redo`.\n\nNot this.";

    expect(mitigationSteps({ body })).toEqual([
      { text: "Undo it", detail: "Run `undo`.\nUndo: `redo`." },
    ]);
  });

  it("goes on where its name ends, in words that can be read", () => {
    const body = "## Mitigate\n1. **Undo the change** that fits. See [errors](errors.md), **now**.";

    expect(mitigationSteps({ body })).toEqual([
      { text: "Undo the change", detail: "… that fits. See errors, now." },
    ]);
  });

  it.each([
    ["## Mitigation\nThink.", true],
    ["## Mitigation\n1. Undo", false],
    ["## Check\nLook.", false],
  ])("is missed where only the heading is there: %j", (body, expected) => {
    expect(lacksSteps({ body })).toBe(expected);
  });
});

/** After these commands at 10:02. */
function after(...commands: readonly Command[]): Incident {
  return incident({}, ["10:01", plan], ...commands.map((one): [string, Command] => ["10:02", one]));
}
