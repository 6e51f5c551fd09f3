import { wantsAttention, worstBudgetFirst } from "#domain/objective/attention.ts";
import type { Engine } from "#engine/engine.ts";
import type { Connection } from "#store/database/database.ts";
import { readStandings, type Standing } from "./standings.ts";

/** Error budgets that somebody should know of, and those of which nobody knows how they stand. */
export type WorryingBudgets = {
  /** The worst first. */
  readonly worrying: readonly Standing[];
  readonly unknown: readonly Standing[];
};

/** Those of some services; null where nothing is promised, or nothing measured. */
export async function readWorrying(
  engine: Pick<Engine, "objectives" | "budgets">,
  connection: Connection,
  isConcerned: (service: string) => boolean,
): Promise<WorryingBudgets | null> {
  if (engine.budgets() === null) return null;
  const standings = await readStandings(engine, connection);
  const concerned = standings.filter(({ objective }) => isConcerned(objective.service));
  if (concerned.length === 0) return null;
  const worrying = concerned.filter(isWorrying);
  return {
    worrying: worrying.toSorted((a, b) => worstBudgetFirst(a.live, b.live)),
    unknown: concerned.filter(
      (standing) => !isWorrying(standing) && standing.live.remaining === null,
    ),
  };
}

function isWorrying({ live, frozenSince }: Standing): boolean {
  return wantsAttention(live, frozenSince !== null);
}
