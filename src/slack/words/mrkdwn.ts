import type { DateTime } from "luxon";
import { safeUrl } from "#domain/link.ts";
import { oneLine } from "#domain/text.ts";

/** More of a text is not even looked at: an alert's label may be a megabyte long. */
const MOST_READ = 10_000;
const LABEL_LENGTH = 75;
const MEMBER_ID = /^[UW][A-Z0-9]{2,20}$/;
const USER_GROUP_ID = /^S[A-Z0-9]{2,20}$/;
const CHANNEL_ID = /^[CG][A-Z0-9]{2,20}$/;
/** All other marks end with their line; this one would take the lines between two such texts for code. */
const FENCE = "```";
/** What must not be cut in two. */
const PIECES = /&(?:amp|lt|gt);|<[^<>]*>|./gsu;

/** How the same words are written in different places. */
export type Pen = {
  /** Text that somebody else wrote, as one short harmless line. */
  readonly text: (text: string, most: number) => string;
  /** A time that is near: today's, tonight's. */
  readonly time: (moment: DateTime) => string;
  /** Day and time, for what may be read much later. */
  readonly moment: (moment: DateTime) => string;
  readonly channel: (channel: string) => string;
  /** Named, never called: a mention in passing would wake everybody in it. */
  readonly userGroup: (group: string) => string;
};

/** In a block of mrkdwn, where Slack shows times by the reader's own clock. */
export const IN_BLOCK: Pen = {
  text: outside,
  time: clock,
  moment: dayAndClock,
  channel: channelWords,
  userGroup: userGroupWords,
};
/** In a message's text, which notifications show without expanding dates. */
export const IN_NOTICE: Pen = {
  text: outside,
  time: utc,
  moment: utc,
  channel: channelWords,
  userGroup: userGroupWords,
};
/** Where Slack parses nothing. */
export const IN_PLAIN: Pen = {
  text: plainLine,
  time: utc,
  moment: utc,
  channel: plainChannel,
  userGroup: userGroupWords,
};

/** After this nothing in the text can ping, link or pretend to be a date. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Text that somebody else wrote, as one short harmless line. */
export function outside(text: string, most: number): string {
  return escapeText(plainLine(text, most)).replaceAll(FENCE, "'''");
}

/** The same where Slack parses nothing: plain text and rich text. */
export function plainLine(text: string, most: number): string {
  return oneLine(text.slice(0, MOST_READ), most);
}

/** At most so many characters of mrkdwn, never half of an entity or of a link. */
export function cutMrkdwn(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = "";
  for (const [piece] of text.matchAll(PIECES)) {
    if (kept.length + piece.length >= most) break;
    kept += piece;
  }
  return `${kept}…`;
}

/** A link, or only its words when the address is none that people should follow. */
export function link(url: string, label: string): string {
  const words = outside(label, LABEL_LENGTH);
  const address = safeUrl(url);
  return address === null ? words : `<${escapeText(address)}|${words}>`;
}

/** The one place that makes a mention of a person; anything but a member's id stays plain text. */
export function mention(slackId: string): string {
  return MEMBER_ID.test(slackId) ? `<@${slackId}>` : escapeText(slackId);
}

/** The one place that calls everybody in a channel; only a policy asks for it. */
export function broadcast(range: "here" | "channel"): string {
  return `<!${range}>`;
}

/** A channel by its id, or by the name that the configuration gives it. */
export function channelWords(channel: string): string {
  if (CHANNEL_ID.test(channel)) return `<#${channel}>`;
  return `#${outside(channel.replace(/^#/, ""), 80)}`;
}

/** The one place that calls a user group; only a policy asks for it. */
export function callUserGroup(group: string): string {
  return USER_GROUP_ID.test(group) ? `<!subteam^${group}>` : "";
}

function userGroupWords(group: string): string {
  return `the user group ${USER_GROUP_ID.test(group) ? group : "of the policy"}`;
}

/** Day and time in the reader's own zone. */
export function when(moment: DateTime): string {
  return date(moment, "{date_short_pretty} at {time}");
}

/** The time in the reader's own zone, and in UTC for those who compare. */
export function clock(moment: DateTime): string {
  return `${date(moment, "{time}")} (${utcTime(moment)} UTC)`;
}

/** For notifications, topics and other places where Slack expands no dates. */
export function utc(moment: DateTime): string {
  const day = moment.toUTC().setLocale("en").toFormat("d LLL");
  return `${day} ${utcTime(moment)} UTC`;
}

function date(moment: DateTime, tokens: string): string {
  return `<!date^${Math.floor(moment.toSeconds())}^${tokens}|${utc(moment)}>`;
}

function utcTime(moment: DateTime): string {
  return moment.toUTC().toFormat("HH:mm");
}

function plainChannel(channel: string): string {
  return `#${plainLine(channel.replace(/^#/, ""), 80)}`;
}

function dayAndClock(moment: DateTime): string {
  return `${when(moment)} (${utcTime(moment)} UTC)`;
}
