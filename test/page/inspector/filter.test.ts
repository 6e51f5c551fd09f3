import { describe, expect, it } from "vitest";
import { entryOf } from "#sandbox/page/inspector/entry.ts";
import { EVERYTHING, type Filter, filtered, tally } from "#sandbox/page/inspector/filter.ts";

const all = [
  { kind: "request", method: "chat.postMessage", arguments: { text: "Disk" }, status: 200 },
  { kind: "request", method: "views.open", status: 200, answer: { error: "expired_trigger_id" } },
  { kind: "delivery", type: "slash_commands", payload: { command: "/oncall" }, ack: {} },
].map((raw, index) => entryOf({ ...raw, seq: index + 1, at: "", ms: 1 }));

describe("filtering the traffic", () => {
  it.each<readonly [string, Partial<Filter>, readonly number[]]>([
    ["everything", {}, [1, 2, 3]],
    ["a method", { text: "Views." }, [2]],
    ["words in a payload", { text: "disk " }, [1]],
    ["an error", { text: "expired" }, [2]],
    ["one direction", { direction: "to bot" }, [3]],
    ["failures", { onlyFailures: true }, [2, 3]],
    ["all of these", { onlyFailures: true, direction: "from bot", text: "chat" }, []],
  ])("finds %s", (_what, filter, found) => {
    expect(filtered(all, { ...EVERYTHING, ...filter }).map(({ seq }) => seq)).toEqual(found);
  });

  it("says how many there are", () => {
    expect(tally(all, all)).toBe("3 shown, 2 failed");
    expect(tally(all.slice(0, 1), all)).toBe("1 of 3 shown");
  });
});
