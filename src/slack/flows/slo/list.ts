import { readStandings } from "#engine/budget/standings.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { FlowCall, Flow } from "#slack/flows/desk/flow.ts";
import { renderObjectives } from "#slack/views/objectives.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readClock } from "#store/database/clock.ts";
import { findObjectives } from "./find-objectives.ts";

/** How every objective stands, the worst first. */
export const list: Flow = {
  word: "list",
  usage: [
    { typed: "", says: "shows what is left of every error budget, the worst first." },
    { typed: "list checkout", says: "shows those of a service or a team." },
  ],
  run: showList,
};

async function showList({ engine }: Desk, { text, command }: FlowCall): Promise<Message> {
  const { kysely } = engine.database;
  const configuration = engine.configuration();
  const found = findObjectives(await readStandings(engine, kysely), configuration, text);
  if (found.kind === "none") return found.reason;
  const now = await readClock(kysely);
  const { services } = configuration;
  return renderObjectives(found.standings, { now, command, services });
}
