import type { DateTime } from "luxon";
import { isOpen, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { knowsLess } from "#domain/objective/better-share.ts";
import type { Objective } from "#domain/objective/objective.ts";
import type { Engine } from "#engine/engine.ts";
import { alertsOfIncident } from "#store/alert/incident-alerts.ts";
import { publishedIncidents } from "#store/budget/published-incidents.ts";
import { type ShareVersion, versionsOf } from "#store/budget/shares.ts";
import { readClock } from "#store/database/clock.ts";
import { readIncident } from "#store/incident/incidents.ts";
import type { BudgetReader } from "./budget-reader.ts";
import { keepNext, shareOf } from "./keep-share.ts";
import { questionAbout } from "./share-question.ts";
import { takeChart } from "./take-chart.ts";

/** What came of asking again: nothing to ask, or how many were answered and why the others were not. */
export type AskedAgain =
  | { readonly kind: "none" | "open" }
  | { readonly kind: "asked"; readonly answered: number; readonly errors: readonly string[] };

const ALERTS_READ = 20;
const PUBLISHED = { days: 7 };

/** For each postmortem that was published; until Prometheus answers, or a week has passed. */
export async function measurePublished(engine: Engine): Promise<void> {
  const reader = engine.budgets();
  if (reader === null) return;
  const { kysely } = engine.database;
  const since = (await readClock(kysely)).minus(PUBLISHED);
  const objectives = reader.objectives();
  async function waiting(): Promise<readonly IncidentId[]> {
    return await publishedIncidents(kysely, { objectives, since });
  }
  for (const id of await waiting()) {
    await measureAgain(engine, id, async () => (await waiting()).includes(id));
  }
}

/**
 * Measures once more what an incident that is over used: a version of its own, which counts unless it knows less.
 * Whether that is still wanted is asked once the versions are read: one that another process adds later is noticed.
 */
export async function measureAgain(
  engine: Engine,
  id: IncidentId,
  isWanted: () => Promise<boolean> = async () => true,
): Promise<AskedAgain> {
  const { kysely } = engine.database;
  const reader = engine.budgets();
  const incident = await readIncident(kysely, id);
  const objectives =
    reader?.objectives().filter(({ service }) => service === incident?.service) ?? [];
  if (reader === null || incident === null || objectives.length === 0) return { kind: "none" };
  if (isOpen(incident)) return { kind: "open" };
  const now = await readClock(kysely);
  const versions = await versionsOf(kysely, id);
  if (!(await isWanted())) return { kind: "none" };
  const errors: string[] = [];
  for (const objective of objectives) {
    errors.push(...(await ask(engine, reader, { incident, objective, versions, now })));
  }
  return { kind: "asked", answered: objectives.length - errors.length, errors };
}

type Turn = {
  readonly incident: Incident;
  readonly objective: Objective;
  /** Of all objectives of the incident. */
  readonly versions: readonly ShareVersion[];
  readonly now: DateTime;
};

/** Nothing when it was answered, else why it was not. */
async function ask(engine: Engine, reader: BudgetReader, turn: Turn): Promise<readonly string[]> {
  const { incident, objective, now } = turn;
  const alerts = await alertsOfIncident(engine.database.kysely, incident.id, ALERTS_READ);
  const question = questionAbout(incident, objective, { alerts, now });
  try {
    const measured = await reader.measure(question);
    const versions = turn.versions.filter((version) => {
      return version.objective === objective.id && version.phase !== "manual";
    });
    const before = versions.at(-1);
    const counting = versions.findLast(({ withdrawnAt }) => withdrawnAt === null);
    const isWorse = counting !== undefined && knowsLess(measured.share, counting.share);
    const share = shareOf({ ...turn, before, measured }, "postmortem");
    await keepNext(engine, { ...share, withdrawnAt: isWorse ? now : null, before });
    if (!isWorse) await takeChart(engine, reader, { ...turn, question, measured });
    return [];
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    engine.logger.warn(
      { incident: incident.id, objective: objective.id, error: words },
      "share of the budget not measured again",
    );
    return [words];
  }
}
