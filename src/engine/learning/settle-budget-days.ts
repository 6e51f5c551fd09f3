import { DateTime } from "luxon";
import type { BudgetDay } from "#domain/learning/past.ts";
import type { BudgetReader } from "#engine/budget/budget-reader.ts";
import type { Engine } from "#engine/engine.ts";
import { readClock } from "#store/database/clock.ts";
import { noteSpent, unspentDays } from "#store/learning/budget-days.ts";

/** By then the last scrapes of a day have arrived. */
const SETTLED = { minutes: 10 };
/** Later Prometheus may not know it any more. */
const ASKED_FOR = { days: 7 };
const AGAIN_AFTER = { minutes: 30 };
const MOST_AT_ONCE = 5;

/** Asks, of days that are over, what they used of each error budget; what is not known is asked again for a week. */
export async function settleBudgetDays({ budgets, database, logger }: Engine): Promise<void> {
  const reader = budgets();
  if (reader === null) return;
  const { kysely } = database;
  const now = await readClock(kysely);
  const times = {
    now: now.minus(SETTLED),
    since: now.minus(ASKED_FOR),
    askedBefore: now.minus(AGAIN_AFTER),
  };
  for (const day of await unspentDays(kysely, times, MOST_AT_ONCE)) {
    const spent = await spentOn(reader, day).catch((error: unknown) => {
      logger.warn({ ...day, err: error }, "what a day used of a budget is not known");
      return null;
    });
    await noteSpent(kysely, { ...day, spent }, now);
  }
}

/** By events, over the whole day. */
async function spentOn(
  reader: BudgetReader,
  { objective: id, day }: Pick<BudgetDay, "objective" | "day">,
): Promise<number | null> {
  const objective = reader.objectives().find((one) => one.id === id);
  if (objective === undefined) return null;
  const begun = DateTime.fromISO(day, { zone: "utc" });
  const [start, end] = [begun.toSeconds(), begun.plus({ days: 1 }).toSeconds()];
  const impact = { start, end };
  const { share } = await reader.measure({
    objective,
    labels: {},
    about: start,
    until: end,
    impact,
  });
  return share.share;
}
