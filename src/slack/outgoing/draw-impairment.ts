import { renderImpairments } from "#slack/views/impairments.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readEpisodes } from "#store/impairment/impairments.ts";
import type { Outgoing } from "./outgoing.ts";

/** How what the admins were told stands now; null when nobody remembers it any more. */
export async function drawImpairment(
  { engine }: Outgoing,
  impairments: readonly number[],
): Promise<Message | null> {
  const episodes = await readEpisodes(engine.database.kysely, impairments);
  return episodes.length === 0 ? null : renderImpairments(episodes);
}
