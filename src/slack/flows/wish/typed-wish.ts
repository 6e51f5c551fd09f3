import { say } from "#slack/flows/answer.ts";
import type { Desk } from "#slack/flows/desk.ts";
import type { OncallCall } from "#slack/flows/oncall/flow.ts";
import { noSchedules } from "#slack/flows/oncall/oncall-facts.ts";
import type { Message } from "#slack/words/blocks.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import {
  readSpan,
  readTime,
  type Speaker,
  TIME_EXAMPLES,
  type TypedTime,
} from "#slack/words/typed-time.ts";
import { readClock } from "#store/clock.ts";
import { cutWord, readSchedule } from "./typed-schedule.ts";
import { personCalled, zoneOf } from "./wish-flow.ts";
import { emptyWish, type Wish, type WishKind } from "./wish.ts";

/** What was typed after the word, or what to say about it. */
export type TypedWish =
  | { readonly kind: "wish"; readonly wish: Wish }
  | { readonly kind: "told"; readonly answer: Message };

const MENTION = /^<@(?<id>[UW][A-Z0-9]+)(?:\|[^>]*)?>$/u;
/** Between the two shifts of a swap. */
const EXCHANGE = /\s+(?:for|against)\s+/iu;

/** Reads `shop @bob from friday 18:00 to monday 9:00 dentist`, as much of it as was typed. */
export async function readTypedWish(
  desk: Desk,
  call: OncallCall,
  kind: WishKind,
): Promise<TypedWish> {
  const configuration = desk.engine.configuration();
  if (configuration.schedules.size === 0) return told(say(noSchedules));
  const now = (await readClock(desk.engine.database.kysely)).toMillis();
  const speaker = { now, zone: await zoneOf(desk, call.slackId) };
  const read = readSchedule(configuration, call, speaker);
  if (read.kind === "told") return read;
  const named = await personIn(desk, kind, read.rest);
  if (named.kind === "unknown") return told(say(noSuchPerson(named.name)));
  const wish = { ...emptyWish(kind), schedule: read.schedule, person: named.person };
  return kind === "swap"
    ? withMoments(wish, named.rest, speaker)
    : withSpan(wish, named.rest, speaker);
}

type Named =
  | { readonly kind: "known"; readonly person: string | null; readonly rest: string }
  | { readonly kind: "unknown"; readonly name: string };

/** Slack writes whom people choose as `<@U1|ann>`; an id or a name of muster.yaml may be typed as well. */
async function personIn(desk: Desk, kind: WishKind, text: string): Promise<Named> {
  const [word, rest] = cutWord(text);
  if (word === "" || !namesPerson(kind, word)) return { kind: "known", person: null, rest: text };
  const id = MENTION.exec(word)?.groups?.["id"];
  const person = id === undefined ? personTyped(desk, word) : await personCalled(desk, id);
  return person === null ? { kind: "unknown", name: word } : { kind: "known", person, rest };
}

/** A cover is mostly asked for oneself. */
function namesPerson(kind: WishKind, word: string): boolean {
  switch (kind) {
    case "override":
    case "swap":
      return true;
    case "cover":
      return MENTION.test(word) || word.startsWith("@");
    case "take":
      return false;
  }
}

function personTyped({ engine }: Desk, word: string): string | null {
  const typed = word.replace(/^@/, "").toLowerCase();
  const people = [...engine.configuration().people.values()];
  return people.find(({ id, name }) => id === typed || name.toLowerCase() === typed)?.id ?? null;
}

function withSpan(wish: Wish, text: string, speaker: Speaker): TypedWish {
  const typed = unescaped(text);
  const read = readSpan(typed, speaker);
  // `cover shop wedding` gives a reason and no time; what has a number in it was meant as one.
  const isNote = wish.kind === "cover" && read.kind === "unclear" && !/\d/.test(typed);
  if (isNote) return { kind: "wish", wish: { ...wish, note: typed } };
  if (read.kind !== "span") return told(say(unreadable(read)));
  const { start, end, rest: note } = read;
  // One time alone is when a take ends, and when anything else starts.
  const span = wish.kind === "take" && end === null ? { start: null, end: start } : { start, end };
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

function noSuchPerson(name: string): string {
  return `muster.yaml lists nobody as ${outside(name, 60)}. Type @ and choose them, or leave the rest out and choose them in the form.`;
}

/** What a command carries is written as in a message. */
function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function told(answer: Message): TypedWish {
  return { kind: "told", answer };
}
