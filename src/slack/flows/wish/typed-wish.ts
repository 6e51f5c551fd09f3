import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { OncallCall } from "#slack/flows/oncall/flow.ts";
import { noSchedules } from "#slack/flows/oncall/oncall-facts.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/database/clock.ts";
import { cutWord, readSchedule } from "./typed-schedule.ts";
import { told, type TypedWish, withTimes } from "./typed-times.ts";
import { personCalled, zoneOf } from "./wish-flow.ts";
import { emptyWish, type WishKind } from "./wish.ts";

const MENTION = /^<@(?<id>[UW][A-Z0-9]+)(?:\|[^>]*)?>$/u;

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
  const wish = { ...emptyWish(kind), schedule: read.schedule };
  if (named.kind === "known") {
    return withTimes({ ...wish, person: named.person }, named.rest, speaker);
  }
  // `override shop from friday to monday` leaves out whom: the form asks for it.
  const withoutPerson = withTimes(wish, read.rest, speaker);
  return withoutPerson.kind === "wish" ? withoutPerson : told(say(noSuchPerson(named.name)));
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

function noSuchPerson(name: string): string {
  return `muster.yaml lists nobody as ${outside(name, 60)}. Type @ and choose them, or leave the rest out and choose them in the form.`;
}
