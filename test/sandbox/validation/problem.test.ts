import { describe, expect, it } from "vitest";
import { explain, validateBlocks, validationError } from "#sandbox/validation/validate.ts";
import { section } from "./cases.ts";

describe("explain", () => {
  it("puts the place behind the message", () => {
    const problem = { message: "invalid slack file", pointer: "/blocks/0/slack_file" };

    expect(explain(problem)).toBe("invalid slack file [json-pointer:/blocks/0/slack_file]");
  });

  it("names no place where Slack names none", () => {
    expect(explain({ message: "no_text", pointer: "" })).toBe("no_text");
  });
});

describe("validationError", () => {
  it.each([
    [
      "a text that is too long",
      { type: "divider", block_id: "x".repeat(256) },
      {
        code: "failed_constraint",
        message: "must be less than 256 characters",
        pointer: "/blocks/0/block_id",
        constraint: { type: "max_length", expected: 255, got: 256 },
      },
    ],
    [
      "a wrong value",
      { type: "file", external_id: "1", source: "local" },
      {
        code: "failed_constraint",
        message: "must be a valid enum value",
        pointer: "/blocks/0/source",
        constraint: { type: "enum", expected: ["remote"], got: "local" },
      },
    ],
    [
      "a missing field",
      { type: "header" },
      {
        code: "missing_field",
        message: "missing required field: text",
        pointer: "/blocks/0",
        field: "text",
      },
    ],
    [
      "a wrong type",
      section({ fields: null }),
      { code: "invalid_type", message: "must provide an array", pointer: "/blocks/0/fields" },
    ],
  ])("tells %s as blocks.validate does", (_, block, error) => {
    expect(validateBlocks([block], "message").map(validationError)).toEqual([error]);
  });

  it("names the types that would be taken", () => {
    const block = section({ text: { type: "invalid", text: "x" } });

    expect(validateBlocks([block], "message").map(validationError)).toContainEqual({
      code: "failed_constraint",
      message: "unsupported type: invalid",
      pointer: "/blocks/0/text/type",
      constraint: { type: "enum", expected: ["plain_text", "mrkdwn"], got: "invalid" },
    });
  });

  it("takes a problem that somebody else found", () => {
    const problem = { code: "invalid_blocks", message: "invalid slack file", pointer: "/blocks/0" };

    expect(validationError(problem)).toEqual({
      code: "failed_constraint",
      message: "invalid slack file",
      pointer: "/blocks/0",
    });
  });
});
