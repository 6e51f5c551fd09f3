import type { DateTime } from "luxon";
import { isOpen, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { type CarriedBudget, carriedBudget } from "#domain/objective/carried-budget.ts";
import type { LiveBudget } from "#domain/objective/live-budget.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { prometheusDuration } from "#domain/objective/prometheus-duration.ts";
import { groupedBy } from "#domain/objective/query.ts";
import { suggestSeverity, type Suggestion } from "#domain/objective/suggest-severity.ts";
import type { Engine } from "#engine/engine.ts";
import { alertsOfIncident, type IncidentAlert } from "#store/alert/incident-alerts.ts";
import { neverRead, readBudgets, type StoredBudget } from "#store/budget/budgets.ts";
import { sharesOf, type ShareVersion } from "#store/budget/shares.ts";
import { incidentsSharing } from "#store/budget/sharing.ts";
import type { Connection } from "#store/database/database.ts";
import { readGoneBudgets } from "./gone-budgets.ts";

/** What an objective of the incident's service says of it. */
export type IncidentBudget = LiveBudget & {
  readonly id: string;
  /** What the incident used, as it was last measured or given; null before. */
  readonly measured: ShareVersion | null;
  /** Others that used it at the same time, each of which is told the whole. */
  readonly sharedWith: readonly IncidentId[];
  readonly readAt: DateTime | null;
  /** Why it could not be read since. */
  readonly error: string | null;
  /** What its firing alert says, where nothing was read since the incident began. */
  readonly carried: CarriedBudget | null;
};

export type IncidentBudgets = {
  readonly budgets: readonly IncidentBudget[];
  /** A severity that is worse than the one it has. */
  readonly suggestion: Suggestion | null;
};

type Reading = Pick<Engine, "budgets" | "objectives">;
type About = Pick<Incident, "id" | "service" | "severity" | "status" | "life" | "openedAt">;

const ALERTS_READ = 50;
const NONE: IncidentBudgets = { budgets: [], suggestion: null };

/** Every error budget that the incident may use. */
export async function readIncidentBudgets(
  engine: Reading,
  connection: Connection,
  incident: About,
): Promise<IncidentBudgets> {
  if (engine.objectives().length === 0) return NONE;
  const objectives = engine.objectives().filter(({ service }) => service === incident.service);
  const shares = await sharesOf(connection, incident.id);
  const gone = shares.filter((share) => objectives.every(({ id }) => id !== share.objective));
  const before = await readGoneBudgets(connection, incident, gone);
  if (objectives.length === 0) return { ...NONE, budgets: before };
  const stored = new Map((await readBudgets(connection)).map((one) => [one.objective, one]));
  const alerts = await alertsOfIncident(connection, incident.id, ALERTS_READ);
  const known: Known[] = [];
  for (const objective of objectives) {
    const { id } = objective;
    const measured = shares.find((share) => share.objective === id) ?? null;
    const sharedWith = await othersOf(connection, objective, measured);
    known.push({
      objective,
      measured,
      sharedWith,
      alerts,
      stored: stored.get(id) ?? neverRead(id),
    });
  }
  const budgets = known.map((one) => ({ known: one, budget: budgetOf(incident, one) }));
  const isAsked = engine.budgets() !== null;
  return {
    // Without a Prometheus only what is known some other way is worth a line.
    budgets: [...budgets.map(({ budget }) => budget), ...before].filter(
      ({ measured, carried }) => isAsked || measured !== null || carried !== null,
    ),
    suggestion: suggestionOf(incident, budgets),
  };
}

/** Where an objective has a budget for each region, nobody knows whether it was the same one. */
async function othersOf(
  connection: Connection,
  { indicator }: Objective,
  measured: ShareVersion | null,
): Promise<readonly IncidentId[]> {
  if (measured === null || groupedBy(indicator).length > 0) return [];
  return await incidentsSharing(connection, measured);
}

type Known = {
  readonly objective: Objective;
  readonly stored: StoredBudget;
  readonly measured: ShareVersion | null;
  readonly sharedWith: readonly IncidentId[];
  readonly alerts: readonly IncidentAlert[];
};

function budgetOf(
  { openedAt }: About,
  { objective, stored, measured, sharedWith, alerts }: Known,
): IncidentBudget {
  const { id, service, name, target, window } = objective;
  const { live, readAt, error } = stored;
  const promise = { service, name, target: target.times(100).toString() };
  const isOld = readAt === null || readAt < openedAt;
  const carried = isOld ? carriedBudget(objective, alerts) : null;
  const { burn, remaining } = live;
  return {
    id,
    objective: promise,
    window: prometheusDuration(window),
    ...live,
    // An alert knows more of an incident than what was read before it.
    burn: carried?.burn ?? burn,
    remaining: carried?.remaining ?? remaining,
    untilGone: carried === null ? live.untilGone : null,
    used: measured?.share.share ?? null,
    measured,
    sharedWith,
    readAt,
    error,
    carried,
  };
}

/** While it hurts; a burn that nobody has read for long suggests nothing. */
function suggestionOf(
  incident: About,
  budgets: readonly { readonly known: Known; readonly budget: IncidentBudget }[],
): Suggestion | null {
  if (!isOpen(incident) || incident.life.mitigatedAt !== null) return null;
  const facts = budgets.map(({ known: { objective, alerts }, budget }) => {
    const isKnown = budget.error === null || budget.carried !== null;
    const { burn, untilGone, used } = budget;
    const firing = carriedBudget(objective, alerts)?.firing ?? null;
    return { objective, burn: isKnown ? burn : null, untilGone, used, firing };
  });
  return suggestSeverity(facts, incident.severity);
}
