import { say } from "#slack/flows/desk/answer.ts";
import type { Message } from "#slack/words/blocks.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import {
  readSpan,
  readTime,
  type Speaker,
  TIME_EXAMPLES,
  type TypedTime,
} from "#slack/words/typed-time.ts";
import type { Wish } from "./wish.ts";

/** What was typed after the word, or what to say about it. */
export type TypedWish =
  | { readonly kind: "wish"; readonly wish: Wish }
  | { readonly kind: "told"; readonly answer: Message };

/** Between the two shifts of a swap. */
const EXCHANGE = /\s+(?:for|against)\s+/iu;
/** A time after these is when something begins. */
const BEGINS = /^\s*(?:from|on|at|in|starting)\s/iu;

/** Adds the times to the wish, and the words after them. */
export function withTimes(wish: Wish, text: string, speaker: Speaker): TypedWish {
  return wish.kind === "swap" ? withMoments(wish, text, speaker) : withSpan(wish, text, speaker);
}

function withSpan(wish: Wish, text: string, speaker: Speaker): TypedWish {
  const typed = unescaped(text);
  const read = readSpan(typed, speaker);
  // `cover shop wedding` gives a reason and no time; what has a number in it was meant as one.
  const isNote = wish.kind === "cover" && read.kind === "unclear" && !/\d/.test(typed);
  if (isNote) return { kind: "wish", wish: { ...wish, note: typed } };
  if (read.kind !== "span") return told(say(unreadable(read)));
  const { start, end, rest: note } = read;
  // `take shop 18:00` says when it ends; one time alone is otherwise when something starts.
  const isEnd = wish.kind === "take" && end === null && !BEGINS.test(typed);
  const span = isEnd ? { start: null, end: start } : { start, end };
  return { kind: "wish", wish: { ...wish, ...span, note } };
}

function withMoments(wish: Wish, text: string, speaker: Speaker): TypedWish {
  const [mine = "", theirs = ""] = text.split(EXCHANGE);
  const start = momentIn(mine, speaker);
  const want = momentIn(theirs, speaker);
  if (start.kind !== "time") return told(say(unreadable({ kind: start.kind, text: mine })));
  if (want.kind !== "time") return told(say(unreadable({ kind: want.kind, text: theirs })));
  return { kind: "wish", wish: { ...wish, start: start.instant, want: want.instant } };
}

/** Nothing typed is the next shift. */
function momentIn(
  text: string,
  speaker: Speaker,
): TypedTime | { readonly kind: "time"; readonly instant: null } {
  return text === "" ? { kind: "time", instant: null } : readTime(text, speaker);
}

function unreadable({
  kind,
  text,
}: {
  readonly kind: "unclear" | "past";
  readonly text: string;
}): string {
  const typed = outside(text, 60).replaceAll("`", "'");
  const what =
    kind === "past" ? `\`${typed}\` is over already.` : `I cannot read \`${typed}\` as a time.`;
  return `${what} ${TIME_EXAMPLES}`;
}

/** What a command carries is written as in a message. */
function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

export function told(answer: Message): TypedWish {
  return { kind: "told", answer };
}
