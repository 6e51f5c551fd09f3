import type { DateTime } from "luxon";
import type { Incident } from "#domain/incident/incident.ts";
import type { LiveBudget } from "#domain/objective/live-budget.ts";
import { prometheusDuration } from "#domain/objective/prometheus-duration.ts";
import type { Engine } from "#engine/engine.ts";
import { neverRead, readBudgets } from "#store/budget/budgets.ts";
import { sharesOf, type StoredShare } from "#store/budget/shares.ts";
import type { Connection } from "#store/database/database.ts";

/** What an objective of the incident's service says of it. */
export type IncidentBudget = LiveBudget & {
  readonly id: string;
  /** What the incident used, as it was last measured; null before. */
  readonly measured: StoredShare | null;
  readonly readAt: DateTime | null;
  /** Why it could not be read since. */
  readonly error: string | null;
};

/** Every error budget that the incident may use. */
export async function readIncidentBudgets(
  { budgets }: Pick<Engine, "budgets">,
  connection: Connection,
  { id: incident, service: concerned }: Pick<Incident, "id" | "service">,
): Promise<readonly IncidentBudget[]> {
  const objectives =
    budgets()
      ?.objectives()
      .filter(({ service }) => service === concerned) ?? [];
  if (objectives.length === 0) return [];
  const stored = new Map((await readBudgets(connection)).map((one) => [one.objective, one]));
  const shares = new Map((await sharesOf(connection, incident)).map((one) => [one.objective, one]));
  return objectives.map(({ id, service, name, target, window }) => {
    const { live, readAt, error } = stored.get(id) ?? neverRead(id);
    const measured = shares.get(id) ?? null;
    const promise = { service, name, target: target.times(100).toString() };
    const used = measured?.share.share ?? null;
    return {
      id,
      objective: promise,
      window: prometheusDuration(window),
      ...live,
      used,
      measured,
      readAt,
      error,
    };
  });
}
