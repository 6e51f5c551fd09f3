import type { Actor } from "#domain/actor.ts";
import type { Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { refusalOf, rulesOf, type Wants } from "#slack/flows/desk/may.ts";
import { splitTyped } from "#slack/flows/desk/typed.ts";
import { identify } from "#slack/people/permission.ts";
import { outside } from "#slack/words/mrkdwn.ts";

type Named = { readonly id: string; readonly name: string };
type Person = Extract<Actor, { readonly kind: "person" }>;

/** Somebody who can be given something, or in words why not. */
export type FoundMember =
  | { readonly kind: "found"; readonly actor: Person }
  | { readonly kind: "refused"; readonly words: string };

/** Slack writes whom people choose as `<@U1|ann>`. */
const MENTION = /^<@(?<id>[UW][A-Z0-9]+)(?:\|[^>]*)?>$/u;

/** Whom somebody typed: themselves, a member whom Slack named, or a person by an id or a name of muster.yaml. */
export async function findTyped(
  desk: Desk,
  word: string,
  { actor }: Pick<Permitted, "actor">,
): Promise<FoundMember> {
  const { word: first } = splitTyped(word);
  if (/^me$/iu.test(first)) return { kind: "found", actor };
  const named = MENTION.exec(first)?.groups?.["id"];
  if (named !== undefined) return await findMember(desk, named);
  const person = personCalled(desk, word) ?? personCalled(desk, first);
  if (person !== null) {
    const id = await desk.members.slackIdOf(person.id);
    if (id !== null) return await findMember(desk, id);
    return refused(
      `Slack does not say who ${outside(person.name, 60)} is. Type @ and choose them.`,
    );
  }
  return refused(`muster.yaml lists nobody as ${outside(word, 60)}. Type @ and choose them.`);
}

/** Somebody by their id in Slack. */
export async function findMember(desk: Desk, slackId: string): Promise<FoundMember> {
  const { members } = desk;
  const lookup = await members.find(slackId);
  switch (lookup.kind) {
    case "unknown":
      return refused("Slack knows nobody with that id in this workspace. Choose somebody else.");
    case "unreachable": {
      const person = members.personOf(slackId, null);
      if (person === null) {
        return refused("Slack does not say right now who that is. Try again in a minute.");
      }
      return {
        kind: "found",
        actor: { kind: "person", slackId, name: person.name, person: person.id },
      };
    }
    case "found": {
      const { name, isBot, isDeactivated } = lookup.member;
      const called = outside(name, 60);
      if (isDeactivated)
        return refused(`${called}'s account is deactivated. Choose somebody else.`);
      if (isBot) return refused(`${called} is an app. Choose a person.`);
      const person = members.personOf(slackId, lookup.member);
      const actor = { slackId, name: person?.name ?? name, person: person?.id ?? null };
      return { kind: "found", actor: { kind: "person", ...actor } };
    }
  }
}

/** What somebody is to do, they must be allowed to do themselves; else they would learn it at night. */
export async function ableTo(desk: Desk, found: FoundMember, wants: Wants): Promise<FoundMember> {
  if (found.kind === "refused") return found;
  const { slackId, name } = found.actor;
  const known = await identify(rulesOf(desk), { slackId, team: null });
  const isAble = known.kind === "granted" && (await refusalOf(desk, known, wants)) === null;
  if (isAble) return found;
  return refused(`${outside(name, 60)} may not do that in Muster. Choose somebody else.`);
}

function personCalled({ engine }: Desk, word: string): Named | null {
  const typed = word.replace(/^@/u, "").toLowerCase();
  const people = [...engine.configuration().people.values()];
  return people.find(({ id, name }) => id === typed || name.toLowerCase() === typed) ?? null;
}

function refused(words: string): FoundMember {
  return { kind: "refused", words };
}
