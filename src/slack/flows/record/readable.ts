import type { Desk } from "#slack/flows/desk/desk.ts";
import { mentionedIn, plainWords } from "#slack/words/plain-words.ts";

/** What somebody wrote in Slack, as people read it there: with the names of whom it mentions. */
export async function readable({ members }: Pick<Desk, "members">, text: string): Promise<string> {
  const names = await Promise.all(
    mentionedIn(text).map(async (id): Promise<readonly [string, string]> => {
      const lookup = await members.find(id);
      return [id, lookup.kind === "found" ? lookup.member.name : id];
    }),
  );
  return plainWords(text, new Map(names));
}
