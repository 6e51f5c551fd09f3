import { describe, expect, it } from "vitest";
import { validateView } from "#sandbox/validation/validate.ts";
import {
  input,
  lines,
  many,
  mismatch,
  modal,
  mrkdwn,
  plain,
  section,
  toldOfView,
  x,
} from "./cases.ts";
import type { Case, Json } from "./cases.ts";

const home = { type: "home", blocks: [section()] };
const question = input({ type: "plain_text_input", action_id: "title" });
const submit = plain("Declare");

const cases: readonly Case[] = [
  {
    rule: "a view has a type",
    good: modal(),
    bad: { title: plain("New incident"), blocks: [] },
    says: [`${mismatch} @`, "missing required field: type @"],
  },
  {
    rule: "a view is a modal or a Home tab",
    good: home,
    bad: modal({ type: "workflow_step" }),
    says: [`${mismatch} @`, "unsupported type: workflow_step @/type"],
  },
  {
    rule: "a modal has a title and blocks",
    good: modal({ blocks: [] }),
    bad: { type: "modal" },
    says: [`${mismatch} @`, "missing required field: title @", "missing required field: blocks @"],
  },
  {
    rule: "a title has at most 24 characters",
    good: modal({ title: plain(x(24)) }),
    bad: modal({ title: plain(x(25)) }),
    says: [`${mismatch} @`, `${mismatch} @/title`, "must be less than 25 characters @/title/text"],
  },
  {
    rule: "a title is plain_text",
    good: modal(),
    bad: modal({ title: mrkdwn("*New*") }),
    says: [`${mismatch} @`, `${mismatch} @/title`, "must be a valid enum value @/title/type"],
  },
  {
    rule: "a submit button has at most 24 characters",
    good: modal({ submit: plain(x(24)) }),
    bad: modal({ submit: plain(x(25)) }),
    says: [
      `${mismatch} @`,
      `${mismatch} @/submit`,
      "must be less than 25 characters @/submit/text",
    ],
  },
  {
    rule: "a close button has at most 24 characters",
    good: modal({ close: plain(x(24)) }),
    bad: modal({ close: plain(x(25)) }),
    says: [`${mismatch} @`, `${mismatch} @/close`, "must be less than 25 characters @/close/text"],
  },
  {
    rule: "no submit button is left out, not null",
    good: modal(),
    bad: modal({ submit: null }),
    says: [
      `${mismatch} @`,
      `${mismatch} @/submit`,
      "must provide an object @/submit",
      "must provide an object @/submit",
    ],
  },
  {
    rule: "inputs need a submit button",
    good: modal({ submit, blocks: [section(), question] }),
    bad: modal({ blocks: [section(), question] }),
    says: ["must define `submit` to use an `input` block in modals @/blocks/1/input"],
  },
  {
    rule: "a Home tab has inputs without a submit button",
    good: { type: "home", blocks: [question] },
    bad: { type: "home", blocks: [question], submit },
    says: [`${mismatch} @`, "invalid additional property: submit @"],
  },
  {
    rule: "a Home tab has no title",
    good: home,
    bad: { ...home, title: plain("Home") },
    says: [`${mismatch} @`, "invalid additional property: title @"],
  },
  {
    rule: "private_metadata has at most 3000 characters",
    good: modal({ private_metadata: x(3000) }),
    bad: modal({ private_metadata: x(3001) }),
    says: [`${mismatch} @`, "must be less than 3001 characters @/private_metadata"],
  },
  {
    rule: "callback_id has at most 255 characters",
    good: modal({ callback_id: x(255) }),
    bad: modal({ callback_id: x(256) }),
    says: [`${mismatch} @`, "must be less than 256 characters @/callback_id"],
  },
  {
    rule: "external_id has at most 255 characters",
    good: { ...home, external_id: x(255) },
    bad: { ...home, external_id: x(256) },
    says: [`${mismatch} @`, "must be less than 256 characters @/external_id"],
  },
  {
    rule: "clear_on_close and notify_on_close are booleans",
    good: modal({ clear_on_close: true, notify_on_close: false }),
    bad: modal({ clear_on_close: 1, notify_on_close: "true" }),
    says: [
      `${mismatch} @`,
      "must be a boolean @/clear_on_close",
      "must be a boolean @/notify_on_close",
    ],
  },
  {
    rule: "what Slack adds to a view is not sent back",
    good: modal(),
    bad: modal({ id: "V1", hash: "1.a", state: {} }),
    says: [
      `${mismatch} @`,
      "invalid additional property: id @",
      "invalid additional property: hash @",
      "invalid additional property: state @",
    ],
  },
  {
    rule: "a modal has at most 100 blocks",
    good: modal({ blocks: many(100, () => section()) }),
    bad: modal({ blocks: many(101, () => section()) }),
    says: [`${mismatch} @`, "no more than 100 items allowed @/blocks"],
  },
  {
    rule: "a Home tab has at most 100 blocks",
    good: { type: "home", blocks: many(100, () => section()) },
    bad: { type: "home", blocks: many(101, () => section()) },
    says: [`${mismatch} @`, "no more than 100 items allowed @/blocks"],
  },
  {
    rule: "an action_id is used once in a view",
    good: modal({ submit, blocks: [question] }),
    bad: modal({ submit, blocks: [question, question] }),
    says: ['`action_id` "title" already exists @/blocks/1/element/action_id'],
  },
  {
    rule: "a block_id is used once in a view",
    good: modal({ blocks: [section({ block_id: "a" }), section({ block_id: "b" })] }),
    bad: modal({ blocks: [section({ block_id: "a" }), section({ block_id: "a" })] }),
    says: ['`block_id` "a" already exists @/blocks/1/block_id'],
  },
];

describe("views", () => {
  it.each(cases)("$rule", ({ good, bad, says }) => {
    expect(toldOfView(good)).toEqual([]);
    expect(toldOfView(bad)).toEqual(says);
  });

  it("are refused as invalid arguments", () => {
    const problems = validateView({ type: "modal" });

    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(["invalid_arguments"]));
  });

  it("have at most 250 kB, counted in bytes", () => {
    expect(validateView(modalOfBytes(250_000))).toEqual([]);
    expect(validateView(modalOfBytes(250_001))).toMatchObject([
      { code: "view_too_large", pointer: "/view" },
    ]);
  });

  it("are objects", () => {
    expect(lines(validateView("modal"))).toEqual([
      `${mismatch} [json-pointer:/view]`,
      "must provide an object [json-pointer:/view]",
    ]);
  });

  it("are pushed onto a stack of their own type", () => {
    const words = "must match the `type` of the root view whose stack we're pushing onto";

    expect(validateView(modal(), { rootType: "modal" })).toEqual([]);
    expect(lines(validateView(home, { rootType: "modal" }))).toEqual([
      `${words} [json-pointer:/view/type]`,
    ]);
  });
});

/** Most of its characters take two bytes. */
function modalOfBytes(bytes: number): Json {
  const texts = many(81, () => section({ text: mrkdwn("ä".repeat(1500)) }));
  const rest =
    bytes - Buffer.byteLength(JSON.stringify(modal({ blocks: texts, private_metadata: "" })));
  return modal({ blocks: [...texts], private_metadata: x(rest) });
}
