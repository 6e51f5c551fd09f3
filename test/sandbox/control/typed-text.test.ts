import { expect, it } from "vitest";
import { richTextOf } from "#sandbox/control/typed-text.ts";

it.each<[string, object[]]>([
  ["Hello", [{ type: "text", text: "Hello" }]],
  [
    "<@U012AB> look",
    [
      { type: "user", user_id: "U012AB" },
      { type: "text", text: " look" },
    ],
  ],
  [
    "in <#C012AB|ops>.",
    [
      { type: "text", text: "in " },
      { type: "channel", channel_id: "C012AB" },
      { type: "text", text: "." },
    ],
  ],
  [
    "see https://example.com/a?b=c, please",
    [
      { type: "text", text: "see " },
      { type: "link", url: "https://example.com/a?b=c" },
      { type: "text", text: ", please" },
    ],
  ],
  [
    ":wave: all",
    [
      { type: "emoji", name: "wave" },
      { type: "text", text: " all" },
    ],
  ],
  ["javascript:alert(1)", [{ type: "text", text: "javascript:alert(1)" }]],
  ["<!channel> <b>x</b>", [{ type: "text", text: "<!channel> <b>x</b>" }]],
  ["", []],
])("typing %j makes the elements %j", (text, elements) => {
  const section = { type: "rich_text_section", elements };
  expect(richTextOf(text)).toEqual({ type: "rich_text", elements: [section] });
});
