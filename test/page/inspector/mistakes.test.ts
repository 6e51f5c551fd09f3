import { describe, expect, it } from "vitest";
import { mistakesIn } from "#sandbox/page/inspector/mistakes.ts";
import { leadsToMistake, mistakesAt, pointerTo } from "#sandbox/page/inspector/pointers.ts";

const line = "must be less than 76 characters [json-pointer:/blocks/0/text/text]";
const mistake = { pointer: "/blocks/0/text/text", message: "must be less than 76 characters" };

describe("what an answer says is wrong", () => {
  it.each<readonly [string, unknown, readonly unknown[]]>([
    ["nothing in a good answer", { ok: true, response_metadata: { next_cursor: "" } }, []],
    ["nothing in a text", "Internal Server Error", []],
    [
      "each thing once",
      { errors: [line], response_metadata: { messages: [`[ERROR] ${line}`] } },
      [mistake],
    ],
    [
      "a place in a view",
      {
        response_metadata: {
          messages: ["[ERROR] missing required field: title [json-pointer:/view]"],
        },
      },
      [{ pointer: "/view", message: "missing required field: title" }],
    ],
    [
      "what has no place",
      { response_metadata: { messages: ["[ERROR] missing required field: channel"] } },
      [{ pointer: "", message: "missing required field: channel" }],
    ],
    ["no warnings", { response_metadata: { messages: ["[WARN] missing charset"] } }, []],
    [
      "what blocks.validate tells in parts",
      { errors: [{ ...mistake, code: "failed_constraint" }] },
      [mistake],
    ],
  ])("is %s", (_what, answer, mistakes) => {
    expect(mistakesIn(answer)).toEqual(mistakes);
  });
});

describe("where it is wrong", () => {
  it("is found by its pointer, and on the way to it", () => {
    expect(mistakesAt([mistake], "/blocks/0/text/text")).toEqual([mistake]);
    expect(mistakesAt([mistake], "/blocks/0")).toEqual([]);
    expect(leadsToMistake([mistake], "")).toBe(true);
    expect(leadsToMistake([mistake], "/blocks/0")).toBe(true);
    expect(leadsToMistake([mistake], "/blocks/01")).toBe(false);
  });

  it("escapes what a pointer gives a meaning", () => {
    expect(pointerTo("/values", "a/b~c")).toBe("/values/a~1b~0c");
  });
});
