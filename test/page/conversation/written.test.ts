import { expect, it } from "vitest";
import { writtenAs } from "#sandbox/page/conversation/written.ts";

const commands = [{ command: "/incident", description: "" }];

it.each([
  ["  ", { kind: "nothing" }],
  [" hello ", { kind: "message", text: "hello" }],
  ["see /incident", { kind: "message", text: "see /incident" }],
  ["/incident", { kind: "command", command: "/incident", text: "" }],
  ["/incident  new disk\nfull", { kind: "command", command: "/incident", text: "new disk\nfull" }],
  ["/incidents", { kind: "refused", words: "/incidents is not a valid command." }],
])("takes %j for %j", (typed, expected) => {
  expect(writtenAs(typed, commands, false)).toEqual(expected);
});

it("refuses a command in a thread", () => {
  expect(writtenAs("/incident ack", commands, true)).toEqual({
    kind: "refused",
    words: "/incident is not supported in threads. Sorry!",
  });
});
