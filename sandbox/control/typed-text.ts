import type { Json } from "#sandbox/json.ts";

/** What Slack's composer recognises in what a person types: people, channels, addresses and emoji. */
const TOKEN =
  /<@(?<user>[UW][A-Z0-9]+)>|<#(?<channel>[CG][A-Z0-9]+)(?:\|[^>]*)?>|(?<url>https?:\/\/[^\s<>]*[^\s<>.,;:!?)"'])|:(?<emoji>[a-z0-9_+-]+):/gu;

/** The rich text of a message that a person types, as Slack's own client sends it. */
export function richTextOf(text: string): Json {
  const elements: Json[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > end) elements.push({ type: "text", text: text.slice(end, match.index) });
    elements.push(elementOf(match.groups ?? {}));
    end = match.index + match[0].length;
  }
  if (end < text.length) elements.push({ type: "text", text: text.slice(end) });
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements }] };
}

function elementOf({ user, channel, url, emoji }: Readonly<Record<string, string>>): Json {
  if (user !== undefined) return { type: "user", user_id: user };
  if (channel !== undefined) return { type: "channel", channel_id: channel };
  if (url !== undefined) return { type: "link", url };
  return { type: "emoji", name: emoji };
}
