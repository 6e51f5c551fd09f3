import { readStandings } from "#engine/budget/standings.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { FlowCall, Flow } from "#slack/flows/desk/flow.ts";
import { renderFreezes } from "#slack/views/freezes.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readClock } from "#store/database/clock.ts";
import { findObjectives } from "./find-objectives.ts";

/** Where changes rest, since when, what may be changed all the same, and until when it stays so. */
export const freeze: Flow = {
  word: "freeze",
  usage: [
    { typed: "freeze", says: "shows where changes rest because a budget is gone, and until when." },
    { typed: "freeze checkout", says: "shows it for a service, a team or an objective." },
  ],
  run: showFreeze,
};

async function showFreeze({ engine }: Desk, { text }: FlowCall): Promise<Message> {
  const { kysely } = engine.database;
  const configuration = engine.configuration();
  const found = findObjectives(await readStandings(engine, kysely), configuration, text);
  if (found.kind === "none") return found.reason;
  const now = await readClock(kysely);
  const rules = configuration.budgetPolicy.freeze ?? null;
  return renderFreezes(found.standings, { rules, now, publicUrl: configuration.publicUrl ?? null });
}
