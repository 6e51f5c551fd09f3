import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { readTypedTask } from "#slack/flows/task/typed-task.ts";

const now = DateTime.fromISO("2026-11-20T10:00Z");
const speaker = { now: now.toMillis(), zone: "UTC" };

/** What it comes to, in a line. */
function read(typed: string): string {
  const task = readTypedTask(typed, speaker);
  switch (task.kind) {
    case "list":
      return "list";
    case "past":
      return `past: ${task.typed}`;
    case "add": {
      const due =
        task.due === null
          ? ""
          : ` due ${DateTime.fromMillis(task.due, { zone: "utc" }).toFormat("d HH:mm")}`;
      const how = task.priority === null ? "" : ` ${task.priority}`;
      return `${task.owner ?? "nobody"}: ${task.text}${due}${how}`;
    }
    case "done":
    case "drop":
    case "reopen":
    case "take":
      return `${task.kind} ${task.number}`;
  }
}

describe("what is typed about a task", () => {
  it.each([
    ["", "list"],
    ["done 3", "done 3"],
    ["finish #3", "done 3"],
    ["take 12", "take 12"],
    ["done with it", "nobody: done with it"],
    ["restart the worker", "nobody: restart the worker"],
    ["<@U1|ann> restart the worker by 15:00", "<@U1|ann>: restart the worker due 20 15:00"],
    ["restart the worker <@U1>", "<@U1>: restart the worker"],
    ["@ann restart it due tomorrow 9:00", "@ann: restart it due 21 09:00"],
    ["me look at the logs by in 2h", "me: look at the logs due 20 12:00"],
    ["restart it by hand", "nobody: restart it by hand"],
    ["restart it by hand by 15:00", "nobody: restart it by hand due 20 15:00"],
    ["P0 @ann alert on it by 15:00", "@ann: alert on it due 20 15:00 P0"],
    ["<@U1> p1: alert on it", "<@U1>: alert on it P1"],
    ["@ann alert on it p2 by 15:00", "@ann: alert on it due 20 15:00 P2"],
    ["alert on it by 15:00, P0", "nobody: alert on it due 20 15:00 P0"],
    ["graph the p99 and p50", "nobody: graph the p99 and p50"],
    ["call them by 2026-11-19 15:00", "past: 2026-11-19 15:00"],
  ])("%j is %s", (typed, expected) => {
    expect(read(typed)).toBe(expected);
  });
});
