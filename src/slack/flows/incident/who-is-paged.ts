import type { Outcome } from "#engine/incident/change-incident.ts";
import { readFacts } from "#engine/incident/read-facts.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { nameIn } from "#slack/people/name-in.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import { pagingWords } from "#slack/words/paging-words.ts";
import type { Sentence } from "./answers.ts";

/** Whom a change has just called; empty when it changed nothing. */
export async function whoIsPaged(desk: Desk, outcome: Outcome | null): Promise<Sentence> {
  if (outcome === null || !outcome.changed) return "";
  const configuration = desk.engine.configuration();
  const facts = await readFacts(desk.engine, desk.engine.database.kysely, outcome.incident);
  return (
    pagingWords(facts, { ...IN_BLOCK, nameOf: (person) => nameIn(configuration, person) }) ?? ""
  );
}
