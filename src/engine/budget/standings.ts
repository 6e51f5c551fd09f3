import type { DateTime } from "luxon";
import type { LiveBudget } from "#domain/objective/live-budget.ts";
import type { Crossing } from "#domain/objective/notify.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { prometheusDuration } from "#domain/objective/prometheus-duration.ts";
import type { Engine } from "#engine/engine.ts";
import { neverRead, readBudgets, type StoredBudget } from "#store/budget/budgets.ts";
import type { Connection } from "#store/database/database.ts";

/** How an objective stands, as it was last read. */
export type Standing = {
  readonly objective: Objective;
  readonly live: LiveBudget;
  readonly readAt: DateTime | null;
  /** Why it could not be read since. */
  readonly error: string | null;
  readonly frozenSince: DateTime | null;
  /** Since when something is left again, while changes still rest. */
  readonly recoveringSince: DateTime | null;
  readonly crossings: Readonly<Record<string, Crossing>>;
};

const NOT_MEASURED =
  "Error budgets are not measured: set prometheus.url in muster.yaml to the Prometheus that has the metrics";

/** Every objective, in the order of muster.yaml; what was never read is null. */
export async function readStandings(
  engine: Pick<Engine, "objectives" | "budgets">,
  connection: Connection,
): Promise<readonly Standing[]> {
  const stored = new Map((await readBudgets(connection)).map((one) => [one.objective, one]));
  const isMeasured = engine.budgets() !== null;
  return engine.objectives().map((objective) => {
    const standing = standingOf(objective, stored.get(objective.id) ?? neverRead(objective.id));
    return isMeasured ? standing : { ...standing, error: NOT_MEASURED };
  });
}

/** The one with this id; null when nothing promises it any more. */
export async function readStanding(
  engine: Pick<Engine, "objectives" | "budgets">,
  connection: Connection,
  id: string,
): Promise<Standing | null> {
  const standings = await readStandings(engine, connection);
  return standings.find(({ objective }) => objective.id === id) ?? null;
}

/** The promise, whatever is known of it. */
export function promiseOf({
  service,
  name,
  target,
  window,
}: Objective): Pick<LiveBudget, "objective" | "window"> {
  const objective = { service, name, target: target.times(100).toString() };
  return { objective, window: prometheusDuration(window) };
}

function standingOf(objective: Objective, stored: StoredBudget): Standing {
  const { live, readAt, error, frozenSince, recoveringSince, crossings } = stored;
  return {
    objective,
    live: { ...promiseOf(objective), ...live, used: null },
    readAt,
    error,
    frozenSince,
    recoveringSince,
    crossings,
  };
}
