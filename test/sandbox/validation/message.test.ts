import { describe, expect, it } from "vitest";
import { validateBlocks, validateMessage } from "#sandbox/validation/validate.ts";
import { actions, button, lines, many, mrkdwn, plain, section, x } from "./cases.ts";
import type { Json } from "./cases.ts";

function codes(message: Parameters<typeof validateMessage>[0]): readonly string[] {
  return validateMessage(message).map(({ code }) => code);
}

function attached(...blocks: readonly Json[]): Json {
  return { color: "#d00", fallback: "SEV1", blocks };
}

const chart = {
  type: "data_visualization",
  title: "Budget",
  chart: { type: "pie", segments: [{ label: "left", value: 1 }] },
};
const table = { type: "table", rows: [[{ type: "raw_text", text: "ok" }]] };

describe("the form of blocks", () => {
  it.each([
    ["an object", {}, "must provide an array [json-pointer:/blocks]"],
    ["a string", "[]", "must provide an array [json-pointer:/blocks]"],
    ["a list with null", [section(), null], "must provide an object [json-pointer:/blocks/1]"],
    ["a list of lists", [[section()]], "must provide an object [json-pointer:/blocks/0]"],
  ])("is not %s", (_, blocks, line) => {
    expect(codes({ blocks })).toEqual(["invalid_blocks_format"]);
    expect(lines(validateMessage({ blocks }))).toEqual([line]);
    expect(validateBlocks(blocks, "home")).toEqual(validateMessage({ blocks }));
  });

  it.each([[undefined], [null], [[]]])("may be absent: %j", (blocks) => {
    expect(validateMessage({ text: "SEV1", blocks })).toEqual([]);
  });
});

describe("a message as a whole", () => {
  it("has at most 50 blocks", () => {
    expect(validateMessage({ blocks: many(50, () => section()) })).toEqual([]);

    const blocks = many(51, () => section());
    expect(codes({ blocks })).toEqual(["invalid_blocks"]);
    expect(lines(validateMessage({ blocks }))).toEqual([
      "no more than 50 items allowed [json-pointer:/blocks]",
    ]);
  });

  it("has at most two charts", () => {
    expect(validateMessage({ blocks: [chart, chart] })).toEqual([]);

    const blocks = [chart, chart, chart];
    expect(codes({ blocks })).toEqual(["invalid_blocks"]);
    expect(lines(validateMessage({ blocks }))).toEqual(["too many data_visualization blocks"]);
  });

  it("has at most one table", () => {
    expect(validateMessage({ blocks: [table] })).toEqual([]);

    expect(codes({ blocks: [table, table] })).toEqual(["invalid_attachments"]);
    expect(lines(validateMessage({ blocks: [table], attachments: [attached(table)] }))).toEqual([
      "only_one_table_allowed",
    ]);
  });

  it("has each action_id once, wherever it is", () => {
    const ack = button({ action_id: "ack" });

    expect(lines(validateMessage({ blocks: [section({ accessory: ack }), actions(ack)] }))).toEqual(
      ['`action_id` "ack" already exists [json-pointer:/blocks/1/elements/0/action_id]'],
    );
    expect(validateMessage({ blocks: [actions(ack, button(), button())] })).toEqual([]);
  });

  it("has each block_id once, attachments included", () => {
    const blocks = [section({ block_id: "top" })];

    expect(validateMessage({ blocks, attachments: [attached(section())] })).toEqual([]);
    expect(validateMessage({ blocks, attachments: [attached(...blocks)] })).toMatchObject([
      {
        code: "invalid_attachments",
        message: '`block_id` "top" already exists',
        pointer: "/attachments/0/blocks/0/block_id",
      },
    ]);
  });

  it("leaves it to the caller that there is something to say", () => {
    expect(validateMessage({})).toEqual([]);
  });
});

describe("the size of all blocks", () => {
  /** Measured by the reporter of bolt-js 2867. */
  it.each([
    { text: 4649, blocks: 28, refused: false },
    { text: 6020, blocks: 33, refused: false },
    { text: 9597, blocks: 50, refused: false },
    { text: 11_341, blocks: 45, refused: true },
  ])("$text characters in $blocks blocks", ({ text, blocks, refused }) => {
    const each = Math.floor(text / blocks);
    const rest = text - each * (blocks - 1);
    const sizes = [rest, ...many(blocks - 1, () => each)];

    const answer = codes({ blocks: sizes.map((size) => section({ text: mrkdwn(x(size)) })) });

    expect(answer).toEqual(refused ? ["msg_blocks_too_long"] : []);
  });

  it("is 12000 characters, less 30 for each further block", () => {
    const first = { type: "markdown", text: x(6000) };

    expect(codes({ blocks: [{ type: "markdown", text: x(12_000) }] })).toEqual([]);
    expect(codes({ blocks: [first, { type: "markdown", text: x(5970) }] })).toEqual([]);
    expect(codes({ blocks: [first, { type: "markdown", text: x(5971) }] })).toEqual([
      "msg_blocks_too_long",
    ]);
  });

  it("counts text wherever it stands", () => {
    const fields = many(10, () => plain(x(1200)));

    expect(codes({ blocks: [{ type: "section", fields }] })).toEqual([]);
    expect(codes({ blocks: [section({ fields })] })).toEqual(["msg_blocks_too_long"]);
  });
});

describe("attachments", () => {
  it.each([
    ["legacy fields", { text: "down", color: "danger", fields: [{ title: "a", value: "b" }] }],
    ["blocks", attached(section())],
  ])("may have %s", (_, attachment) => {
    expect(validateMessage({ attachments: [attachment] })).toEqual([]);
  });

  it("are at most 100", () => {
    expect(codes({ attachments: many(100, () => ({ text: "down" })) })).toEqual([]);
    expect(codes({ attachments: many(101, () => ({ text: "down" })) })).toEqual([
      "too_many_attachments",
    ]);
  });

  it.each([
    ["no list", {}, "must provide an array [json-pointer:/attachments]"],
    ["no object", ["down"], "must provide an object [json-pointer:/attachments/0]"],
    ["an unknown property", [{ text: "down", indent: false }], "invalid_keys"],
    ["null", [{ text: null }], "invalid_keys"],
    ["legacy text beside blocks", [{ ...attached(section()), text: "down" }], "invalid_keys"],
    [
      "a bad block",
      [attached(section(), { type: "alert" })],
      "unsupported type: alert [json-pointer:/attachments/0/blocks/1/type]",
    ],
    [
      "a section without text",
      [attached({ type: "section" })],
      "must define either `text` or `fields` [json-pointer:/attachments/0/blocks/0/type]",
    ],
  ])("with %s are refused", (_, attachments, line) => {
    expect(codes({ attachments })).toEqual(["invalid_attachments"]);
    expect(lines(validateMessage({ attachments }))).toEqual([line]);
  });
});
