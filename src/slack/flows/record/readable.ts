import type { Actor } from "#domain/actor.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { mentionedIn, plainWords } from "#slack/words/plain-words.ts";

type Writer = Extract<Actor, { readonly kind: "person" }>;

/** What somebody wrote in Slack, as people read it there: with the names of whom it mentions. */
export async function readable({ members }: Pick<Desk, "members">, text: string): Promise<string> {
  const names = await Promise.all(
    mentionedIn(text).map(async (id): Promise<readonly [string, string]> => {
      return [id, (await writerOf({ members }, id)).name];
    }),
  );
  return plainWords(text, new Map(names));
}

/** Whoever wrote something in Slack, whatever they may do. */
export async function writerOf(
  { members }: Pick<Desk, "members">,
  slackId: string,
): Promise<Writer> {
  const lookup = await members.find(slackId);
  const member = lookup.kind === "found" ? lookup.member : null;
  const person = members.personOf(slackId, member);
  const name = person?.name ?? member?.name ?? slackId;
  return { kind: "person", slackId, name, person: person?.id ?? null };
}
