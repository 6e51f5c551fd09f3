import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import { isNews, NEWS_KINDS, renderNews } from "#slack/views/news.ts";
import { noteNews, unsentNews } from "#store/slack/incident-news.ts";
import type { Outgoing } from "./outgoing.ts";
import { send } from "./send.ts";

const SIEVE = { kinds: NEWS_KINDS, isNews };

/** Tells in the incident's channel what changed, each change once and in order; what came late is told together. */
export async function tellNews(
  out: Outgoing,
  channel: string,
  facts: IncidentFacts,
): Promise<void> {
  const { database } = out.engine;
  const { id: incident } = facts.incident;
  await database.transaction((tx) => noteNews(tx, { incident, place: channel }, SIEVE));
  for (const { message, entries } of await unsentNews(database.kysely, incident, SIEVE)) {
    await send(out, message, channel, renderNews(facts, entries, out.nameOf));
  }
}
