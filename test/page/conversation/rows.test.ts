import { describe, expect, it } from "vitest";
import type { Message } from "#sandbox/live/wire.ts";
import { clockTime, dayLabel, exactTime, shortTime } from "#sandbox/page/conversation/moment.ts";
import { rowsOf } from "#sandbox/page/conversation/rows.ts";
import { message } from "#test/page/frame/samples.ts";

const NOON = Date.UTC(2026, 10, 21, 12) / 1000;

function at(seconds: number): string {
  return `${NOON + seconds}.000100`;
}

/** `+` continues the message above. */
function drawn(messages: readonly Message[], read: string | null = null, zone = "UTC") {
  return rowsOf(messages, { zone, read, viewerId: "BEN" }).map((row) =>
    row.kind === "message" ? (row.follows ? "+" : row.message.user) : row.kind,
  );
}

describe("rows", () => {
  it("names an author once for what was written within five minutes", () => {
    const messages = [message(at(0)), message(at(299)), message(at(600)), message(at(900))];
    expect(drawn(messages)).toEqual(["day", "ANN", "+", "ANN", "ANN"]);
  });

  it.each<[string, Partial<Message>]>([
    ["another author", { user: "CLEO" }],
    ["an app in somebody's name", { bot_id: "B1" }],
    ["a whisper", { ephemeral_to: "BEN" }],
    ["what the workspace says", { subtype: "channel_join" }],
  ])("names the author again for %s", (_, given) => {
    expect(drawn([message(at(0)), message(at(1), given)])[2]).not.toBe("+");
  });

  it("parts the days of the reader's own clock", () => {
    const messages = [message(at(0)), message(at(60))];
    expect(drawn(messages)).toEqual(["day", "ANN", "+"]);
    const midnight = 12 * 3600;
    expect(drawn([message(at(midnight - 60)), message(at(midnight))])).toEqual([
      "day",
      "ANN",
      "day",
      "ANN",
    ]);
    expect(drawn([message(at(midnight - 60)), message(at(midnight))], null, "Asia/Tokyo")).toEqual([
      "day",
      "ANN",
      "+",
    ]);
  });

  it("says what is new before the first message of others", () => {
    const messages = [message(at(0)), message(at(1), { user: "BEN" }), message(at(2))];
    expect(drawn(messages, at(0))).toEqual(["day", "ANN", "BEN", "new", "ANN"]);
    expect(drawn(messages, at(2))).not.toContain("new");
  });
});

describe("times", () => {
  it("are those of the reader's zone, and exact in UTC", () => {
    expect(clockTime(at(0), "UTC").replace(/\s/u, " ")).toBe("12:00 PM");
    expect(shortTime(at(0), "Asia/Kolkata")).toBe("5:30");
    expect(exactTime(at(0))).toBe("2026-11-21 12:00:00 UTC");
  });

  it.each([
    [0, "Today"],
    [24, "Yesterday"],
    [72, "Saturday, November 21, 2026"],
  ])("%i hours later the day is called %s", (hours, label) => {
    expect(dayLabel(at(0), "UTC", (NOON + hours * 3600) * 1000)).toBe(label);
  });
});
