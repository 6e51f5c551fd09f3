import type { types } from "@slack/bolt";
import { servicesAround } from "#domain/service/service-duty.ts";
import { readWorrying } from "#engine/budget/worrying.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { worryingLines } from "#slack/views/worrying-budgets.ts";
import { context, header, section } from "#slack/words/blocks.ts";
import { readClock } from "#store/database/clock.ts";
import type { Viewer } from "./section.ts";

/** Error budgets of the viewer's services that they should know of; of all services for those who have none. */
export async function ownBudgets(
  { engine }: Desk,
  { person }: Viewer,
): Promise<readonly types.KnownBlock[]> {
  const { kysely } = engine.database;
  const configuration = engine.configuration();
  const own = person === null ? [] : servicesAround(configuration, person);
  const ids = new Set(own.map(({ id }) => id));
  const budgets = await readWorrying(engine, kysely, (service) => {
    return ids.size === 0 || ids.has(service);
  });
  const lines = budgets === null ? [] : worryingLines(budgets, await readClock(kysely));
  if (lines.length === 0) return [];
  const command = configuration.slack.sloCommand;
  return [header("Error budgets"), section(...lines), context(`\`${command}\` shows all of them.`)];
}
