import type { types } from "@slack/bolt";
import { cut } from "#domain/text.ts";
import { cutMrkdwn } from "./mrkdwn.ts";

/** Words and buttons of one message; the text alone says everything that matters. */
export type Message = {
  readonly text: string;
  readonly blocks: readonly types.KnownBlock[];
  /** The message in whose thread it is posted. */
  readonly thread?: string;
  /** Where Slack refuses the blocks it is not sent at all, rather than as words alone. */
  readonly needsBlocks?: true;
};

type Choice = { readonly text: string; readonly value: string };
type Element = types.ActionsBlock["elements"][number];
/** What may stand in a line of rich text. */
export type Inline = types.RichTextSection["elements"][number];

const HEADER_LENGTH = 140;
const SECTION_LENGTH = 2800;
const CONTEXT_LENGTH = 1000;
const TEXT_LENGTH = 2900;
const BUTTON_LENGTH = 70;
const OPTION_LENGTH = 70;
const MOST_OPTIONS = 100;

/** A message whose text stands for all of it in notifications and screen readers. */
export function message(text: string, blocks: readonly types.KnownBlock[]): Message {
  return { text: cutMrkdwn(text, TEXT_LENGTH), blocks };
}

/** Nothing in it is parsed, so outside text may stand in it as it is. */
export function header(text: string): types.HeaderBlock {
  return { type: "header", text: plain(text, HEADER_LENGTH) };
}

/** Lines of mrkdwn; outside text in them must be escaped. */
export function section(...lines: readonly string[]): types.SectionBlock {
  return { type: "section", text: mrkdwn(lines.join("\n"), SECTION_LENGTH) };
}

export function context(...lines: readonly string[]): types.ContextBlock {
  return { type: "context", elements: [mrkdwn(lines.join("\n"), CONTEXT_LENGTH)] };
}

/** Small print in which nothing is parsed. */
export function plainContext(text: string): types.ContextBlock {
  return { type: "context", elements: [plain(text, CONTEXT_LENGTH)] };
}

/** A row of buttons, or nothing when there are none. */
export function actions(blockId: string, elements: readonly Element[]): types.ActionsBlock[] {
  if (elements.length === 0) return [];
  return [{ type: "actions", block_id: blockId, elements: [...elements] }];
}

export function button(
  actionId: string,
  text: string,
  value: string,
  more: Partial<Pick<types.Button, "style" | "confirm">> = {},
): types.Button {
  return {
    type: "button",
    action_id: actionId,
    text: plain(text, BUTTON_LENGTH),
    value,
    ...more,
  };
}

/** A button that opens a page; Slack tells us of the press all the same. */
export function linkButton(actionId: string, text: string, url: string): types.Button {
  return { type: "button", action_id: actionId, text: plain(text, BUTTON_LENGTH), url };
}

export function overflow(actionId: string, choices: readonly Choice[]): types.Overflow {
  return { type: "overflow", action_id: actionId, options: choices.map(option) };
}

export function select(
  actionId: string,
  placeholder: string,
  choices: readonly Choice[],
): types.StaticSelect {
  return {
    type: "static_select",
    action_id: actionId,
    placeholder: plain(placeholder, 150),
    options: choices.slice(0, MOST_OPTIONS).map(option),
  };
}

export function option({ text, value }: Choice): types.PlainTextOption {
  return { text: plain(text, OPTION_LENGTH), value };
}

export function confirmation(title: string, text: string, yes: string): types.ConfirmationDialog {
  return {
    title: plain(title, 100),
    text: plain(text, 300),
    confirm: plain(yes, 30),
    deny: plain("Not now", 30),
  };
}

/** A list of points in rich text, where nothing is parsed for links or mentions. */
export function bulletList(points: readonly (readonly Inline[])[]): types.RichTextBlock[] {
  if (points.length === 0) return [];
  const elements = points.map((point): types.RichTextSection => {
    return { type: "rich_text_section", elements: [...point] };
  });
  return [{ type: "rich_text", elements: [{ type: "rich_text_list", style: "bullet", elements }] }];
}

/** Rich text may not be empty, so a space stands for nothing. */
export function words(text: string, style: types.RichTextText["style"] = {}): types.RichTextText {
  const filled = text === "" ? " " : text;
  if (Object.keys(style).length === 0) return { type: "text", text: filled };
  return { type: "text", text: filled, style };
}

/** The way to a channel, by its id. */
export function channelLink(channel: string): Inline {
  return { type: "channel", channel_id: channel };
}

export function plain(text: string, most: number): types.PlainTextElement {
  return { type: "plain_text", text: cut(text, most), emoji: false };
}

function mrkdwn(text: string, most: number): types.MrkdwnElement {
  return { type: "mrkdwn", text: cutMrkdwn(text, most), verbatim: true };
}
