import { beforeEach, describe, expect, it } from "vitest";
import { apply, forget, logs, prepend, reads, users } from "#sandbox/page/live/store.ts";
import { message, user } from "#test/page/frame/samples.ts";

function known(channel: string): readonly string[] {
  return logs.value.get(channel)?.messages.map(({ ts }) => ts) ?? [];
}

beforeEach(forget);

describe("a change", () => {
  it("adds, replaces and removes messages, oldest first", () => {
    const two = message("2.0");
    apply({
      now: 0,
      messages: [{ channel: "C1", changed: [two, message("1.0")], removed: [], more: true }],
    });
    const edited = message("1.0", { text: "edited" });
    apply({
      now: 0,
      messages: [{ channel: "C1", changed: [edited, message("3.0")], removed: ["2.0"] }],
    });

    expect(known("C1")).toEqual(["1.0", "3.0"]);
    expect(logs.value.get("C1")?.messages[0]).toBe(edited);
    expect(logs.value.get("C1")?.more).toBe(true);
  });

  it.each([
    { what: "waits for its page while older ones are unknown", more: true, known: ["2.0", "3.0"] },
    { what: "stands first when all are known", more: false, known: ["1.0", "2.0", "3.0"] },
  ])("of a message before the first: it $what", ({ more, known: expected }) => {
    apply({ now: 0, messages: [{ channel: "C1", changed: [message("2.0")], removed: [], more }] });
    const news = [message("1.0", { text: "edited" }), message("3.0")];
    apply({ now: 0, messages: [{ channel: "C1", changed: news, removed: [] }] });
    expect(known("C1")).toEqual(expected);
  });

  it("leaves the messages that it does not name as they are", () => {
    const one = message("1.0");
    apply({ now: 0, messages: [{ channel: "C1", changed: [one], removed: [] }] });
    apply({ now: 0, messages: [{ channel: "C1", changed: [message("2.0")], removed: [] }] });
    expect(logs.value.get("C1")?.messages[0]).toBe(one);
  });

  it("that is fresh makes everything before void", () => {
    apply({ now: 0, users: [user("ANN")], reads: [{ user: "ANN", channel: "C1", ts: "1.0" }] });
    apply({ now: 0, fresh: true, users: [user("BEN")] });
    expect([...users.value.keys()]).toEqual(["BEN"]);
    expect(reads.value.size).toBe(0);
  });
});

it("puts older messages before those that are known, each once", () => {
  apply({
    now: 0,
    messages: [{ channel: "C1", changed: [message("3.0")], removed: [], more: true }],
  });
  prepend("C1", [message("1.0"), message("2.0"), message("3.0")], false);
  expect(known("C1")).toEqual(["1.0", "2.0", "3.0"]);
  expect(logs.value.get("C1")?.more).toBe(false);
});
