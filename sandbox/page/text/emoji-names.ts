import iamcal from "emojibase-data/en/shortcodes/iamcal.json" with { type: "json" };

export type NamedEmoji = { readonly name: string; readonly unicode: string };

/** What a name between colons may look like, as the source of a pattern. */
export const EMOJI_NAME = "[a-z0-9_+'-]+(?:::skin-tone-[2-6])?";

const MOST = 20;

let names: ReadonlyMap<string, string> | undefined;

/** The emoji that Slack calls so, without colons, as in "wave" or "wave::skin-tone-2"; null when there is none. */
export function emojiOf(name: string): string | null {
  const [base = "", tone] = name.split("::");
  const emoji = allNames().get(base);
  if (emoji === undefined) return null;
  return tone === undefined ? emoji : inTone(emoji, tone);
}

/** At most 20 emoji for a name that is being typed, those that begin with it first. */
export function emojisMatching(part: string): readonly NamedEmoji[] {
  const typed = part.toLowerCase();
  const all = [...allNames()].map(([name, unicode]) => ({ name, unicode }));
  const beginning = all.filter(({ name }) => name.startsWith(typed));
  const containing = all.filter(({ name }) => name.indexOf(typed) > 0);
  return [...beginning.toSorted(shorterFirst), ...containing.toSorted(shorterFirst)].slice(0, MOST);
}

function shorterFirst(one: NamedEmoji, other: NamedEmoji): number {
  return one.name.length - other.name.length || one.name.localeCompare(other.name);
}

/** Made when first asked for: most pages of text need it, but the page starts without. */
function allNames(): ReadonlyMap<string, string> {
  names ??= new Map(Object.entries(iamcal).flatMap(([code, named]) => namesOf(code, named)));
  return names;
}

function namesOf(code: string, named: unknown): readonly (readonly [string, string])[] {
  const emoji = fromCode(code);
  return [named].flat().map((name) => [String(name), emoji] as const);
}

function fromCode(code: string): string {
  const emoji = String.fromCodePoint(...code.split("-").map((part) => Number.parseInt(part, 16)));
  // The data leaves out the selector without which ⚠ and its like are drawn as text.
  const isDrawnAsText = !code.includes("-") && !/^\p{Emoji_Presentation}/u.test(emoji);
  return isDrawnAsText ? `${emoji}\uFE0F` : emoji;
}

/** Slack counts the tones of skin from 2 to 6; null for an emoji that has none. */
function inTone(emoji: string, tone: string): string | null {
  const number = /^skin-tone-([2-6])$/.exec(tone)?.[1];
  if (number === undefined || !/\p{Emoji_Modifier_Base}/u.test(emoji)) return null;
  const modifier = String.fromCodePoint(0x1f3f9 + Number(number));
  return emoji.replace(/(\p{Emoji_Modifier_Base})\uFE0F?/u, `$1${modifier}`);
}
