import { all, boolean, open, string, tagged, typed } from "./shape.ts";
import type { RecordShape, Shape, StringShape } from "./shape.ts";

/** A text object of either type; Slack checks the length in a second schema, so `all` answers too. */
export function text(max: number): Shape {
  return all(tagged({ plain_text: plain(string()), mrkdwn: mrkdwn(string()) }), length(max));
}

export function plainText(max: number): Shape {
  return all(plain(string()), length(max));
}

export function mrkdwnText(max: number): Shape {
  return all(mrkdwn(string()), length(max));
}

/** Text objects that stand beside other types in one list; 3000 is every text object's limit. */
export const textElements = {
  plain_text: plain(string({ min: 1, max: 3000 })),
  mrkdwn: mrkdwn(string({ min: 1, max: 3000 })),
} as const;

function length(max: number): Shape {
  return open({ text: string({ min: 1, max }) });
}

function plain(content: StringShape): RecordShape {
  return typed("plain_text", { text: content }, { emoji: boolean });
}

function mrkdwn(content: StringShape): RecordShape {
  return typed("mrkdwn", { text: content }, { verbatim: boolean });
}
