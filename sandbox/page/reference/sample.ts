import type { Json } from "#sandbox/json.ts";

/** One thing that an app can show, as it would send it. */
export type Sample = {
  readonly title: string;
  readonly note: string;
  readonly blocks?: readonly Json[];
  readonly attachments?: readonly Json[];
  readonly files?: readonly Json[];
  /** By block_id, as if the app or the workspace had refused what was filled in. */
  readonly errors?: Readonly<Record<string, string>>;
};

export function plain(text: string): Json {
  return { type: "plain_text", text };
}

export function mrkdwn(text: string): Json {
  return { type: "mrkdwn", text };
}

export function section(text: string): Json {
  return { type: "section", text: mrkdwn(text) };
}

export function option(text: string, description?: string): Json {
  const value = text.toLowerCase().replaceAll(" ", "-");
  const described = description === undefined ? {} : { description: plain(description) };
  return { text: plain(text), value, ...described };
}

/** Rich text of one section. */
export function rich(...elements: readonly Json[]): Json {
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements }] };
}

export function words(text: string, style?: Json): Json {
  return style === undefined ? { type: "text", text } : { type: "text", text, style };
}
