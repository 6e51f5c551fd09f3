import { readAngle } from "./angle.ts";
import { EMOJI_NAME, emojiOf } from "./emoji-names.ts";
import { decoded } from "./entities.ts";
import type { MrkdwnNode } from "./mrkdwn-node.ts";

export type Mark = "*" | "_" | "~";

export type Token =
  | { readonly kind: "node"; readonly node: MrkdwnNode }
  | { readonly kind: "mark"; readonly mark: Mark; readonly at: number }
  | { readonly kind: "pre"; readonly text: string }
  | { readonly kind: "quote"; readonly toTheEnd: boolean }
  | { readonly kind: "newline" };

export type Reading = {
  /** Addresses are linked though nobody marked them. */
  readonly autolink: boolean;
  /** How the words of a marked link are read. */
  readonly readLabel: (label: string) => readonly MrkdwnNode[];
};

// Every piece begins where its first character alone decides, and none looks further than to the next of
// its kind, so that the time taken grows with the length of the text and no faster.
const CODE_BEFORE = String.raw`(?<![^\s\u200B?.,\-!^;:{(\[%$#+='"*_~>/])`;
const CODE_AFTER = String.raw`(?![^\s\u200B~!#$%^)\-+={}\[\];:'",.?/*_<])`;
const IN_ADDRESS = String.raw`(?!&[lg]t;)[^\s<>|()]`;
const BRACKETS = String.raw`\((?:${IN_ADDRESS})*\)`;
const AT_ITS_END = String.raw`(?!&[lg]t;)[^\s<>|().,;:!?'"*_~\x60\]}]`;

const PIECES = [
  String.raw`(?<![^\n])(?<quote>(?:&gt;|>){3}(?=[^])|&gt;|>) ?`,
  `${CODE_BEFORE}\`\`\`(?<pre>(?=\\s*[^\\s\`])(?:(?!\`\`\`)[^])+)\`\`\`${CODE_AFTER}`,
  `${CODE_BEFORE}\`(?<code>[^\`\\n]+)\`${CODE_AFTER}`,
  "<(?<angle>[^<>\\n]+)>",
  `:(?<emoji>${EMOJI_NAME}):`,
  "(?<mark>[*_~])",
  "(?<newline>\\n)",
];

const ADDRESSES = [
  String.raw`(?<!\w)(?<web>(?:https?:\/\/|www\.)(?:${BRACKETS}|${IN_ADDRESS})*(?:${BRACKETS}|${AT_ITS_END}))`,
  String.raw`(?<![A-Za-z0-9.+-])(?<mail>[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63})(?![A-Za-z0-9])`,
];

const marked = new RegExp(PIECES.join("|"), "g");
const markedAndAddresses = new RegExp([...PIECES, ...ADDRESSES].join("|"), "g");

/** Cuts a text where Slack sees markup; only what is left over as text is decoded. */
export function mrkdwnTokens(text: string, reading: Reading): readonly Token[] {
  const pattern = reading.autolink ? markedAndAddresses : marked;
  const tokens: Token[] = [];
  let from = 0;
  let at = 0;
  for (let match = find(pattern, text, at); match !== null; match = find(pattern, text, at)) {
    const token = tokenOf(match, reading);
    if (token === null) {
      // It only looked like markup; perhaps some begins behind its first character.
      at = match.index + 1;
    } else {
      tokens.push(...plain(text.slice(from, match.index)), token);
      at = match.index + match[0].length;
      from = at;
    }
  }
  return [...tokens, ...plain(text.slice(from))];
}

function find(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function plain(text: string): readonly Token[] {
  return text === "" ? [] : [{ kind: "node", node: { kind: "text", text: decoded(text) } }];
}

function tokenOf(match: RegExpExecArray, reading: Reading): Token | null {
  const { quote, pre, mark, newline } = match.groups ?? {};
  if (quote !== undefined) return { kind: "quote", toTheEnd: !/^(?:&gt;|>)$/.test(quote) };
  if (pre !== undefined) return { kind: "pre", text: decoded(pre).replaceAll(/^\n|\n$/g, "") };
  if (newline !== undefined) return { kind: "newline" };
  if (mark === "*" || mark === "_" || mark === "~") return { kind: "mark", mark, at: match.index };
  const node = nodeOf(match.groups ?? {}, reading);
  return node === null ? null : { kind: "node", node };
}

function nodeOf(groups: Readonly<Record<string, string>>, reading: Reading): MrkdwnNode | null {
  const { code, angle, emoji, web, mail } = groups;
  if (code !== undefined) return { kind: "code", text: decoded(code) };
  if (angle !== undefined) return readAngle(angle, reading.readLabel);
  if (emoji !== undefined) return emojiOf(emoji) === null ? null : { kind: "emoji", name: emoji };
  if (web !== undefined) return linked(web.startsWith("www.") ? `http://${web}` : web, web);
  return mail === undefined ? null : linked(`mailto:${mail}`, mail);
}

function linked(address: string, text: string): MrkdwnNode {
  return {
    kind: "link",
    href: decoded(address),
    nodes: [{ kind: "text", text: decoded(text) }],
  };
}
