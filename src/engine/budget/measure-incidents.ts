import type { DateTime } from "luxon";
import type { Incident, IncidentId } from "#domain/incident/incident.ts";
import type { MeasuredShare, ShareQuestion } from "#domain/objective/measured-share.ts";
import type { Objective } from "#domain/objective/objective.ts";
import type { Engine } from "#engine/engine.ts";
import { alertsOfIncident } from "#store/alert/incident-alerts.ts";
import { incidentsToMeasure } from "#store/budget/incidents-to-measure.ts";
import { type SharePhase, type ShareVersion, versionsOf } from "#store/budget/shares.ts";
import { readClock } from "#store/database/clock.ts";
import { readIncident } from "#store/incident/incidents.ts";
import type { BudgetReader } from "./budget-reader.ts";
import { keepNext, shareOf } from "./keep-share.ts";
import { measurePublished } from "./measure-again.ts";
import { questionAbout, settledAt } from "./share-question.ts";
import { suggest } from "./suggest.ts";
import { takeChart } from "./take-chart.ts";
import { giveUp, isDue, isTooLate, noteAttempt } from "./unanswered.ts";

/** Longer than anything is asked for, so that each is given up and not forgotten. */
const LOOKED_AT = { days: 8 };
const ALERTS_READ = 20;

/** Measures what incidents use of error budgets: again and again while they are open, for good once they have settled. */
export async function measureIncidents(engine: Engine): Promise<void> {
  const reader = engine.budgets();
  if (reader === null) return;
  const { kysely } = engine.database;
  const now = await readClock(kysely);
  const objectives = reader.objectives();
  const since = now.minus(LOOKED_AT);
  const ids = await incidentsToMeasure(kysely, { objectives, since });
  for (const id of ids) await measureIncident(engine, reader, { id, now });
  await measurePublished(engine);
}

async function measureIncident(
  engine: Engine,
  reader: BudgetReader,
  { id, now }: { readonly id: IncidentId; readonly now: DateTime },
): Promise<void> {
  const { kysely } = engine.database;
  const incident = await readIncident(kysely, id);
  if (incident === null) return;
  const alerts = await alertsOfIncident(kysely, id, ALERTS_READ);
  const versions = await versionsOf(kysely, id);
  for (const objective of reader.objectives()) {
    if (objective.service !== incident.service) continue;
    const known = versions.filter((version) => version.objective === objective.id);
    const question = questionAbout(incident, objective, { alerts, now });
    await measureOne(engine, reader, { incident, objective, question, known, now });
  }
  await suggest(engine, incident);
}

type Turn = {
  readonly incident: Incident;
  readonly objective: Objective;
  readonly question: ShareQuestion;
  /** Its versions so far, oldest first. */
  readonly known: readonly ShareVersion[];
  readonly now: DateTime;
};

async function measureOne(engine: Engine, reader: BudgetReader, turn: Turn): Promise<void> {
  const before = turn.known.findLast(({ phase }) => phase !== "manual");
  const asking = { ...turn, before };
  if (isMeasured(turn) || !isDue(asking)) return;
  const retention = settledAt(turn.incident) === null ? null : await reader.retention();
  if (!hasFinal(turn) && isTooLate(asking, retention)) return await giveUp(engine, asking);
  const answer = await ask(engine, reader, turn);
  if (answer.kind === "unanswered") return await noteAttempt(engine, asking, answer.error);
  const { measured } = answer;
  const attempts = before?.attempts ?? [];
  const share = shareOf({ ...asking, measured }, phaseOf(turn));
  await keepNext(engine, { ...share, attempts, before });
  await takeChart(engine, reader, { ...turn, measured });
}

/** Others of the same incident may still be asked for; and the same one when people say that it hurt at another time. */
function isMeasured(turn: Turn): boolean {
  const { changedAt } = turn.incident.impact;
  return finalsOf(turn).some(({ measuredAt }) => changedAt === null || measuredAt >= changedAt);
}

/** What was known once is not given up. */
function hasFinal(turn: Turn): boolean {
  return finalsOf(turn).length > 0;
}

function finalsOf({ incident, known }: Turn): readonly ShareVersion[] {
  const { resolvedAt } = incident;
  if (settledAt(incident) === null || resolvedAt === null) return [];
  return known.filter(({ phase, measuredAt }) => phase === "final" && measuredAt >= resolvedAt);
}

type Answer =
  | { readonly kind: "answered"; readonly measured: MeasuredShare }
  | { readonly kind: "unanswered"; readonly error: string };

/** Once it is over, that nothing is known is no answer: it may come with the next one. */
async function ask(engine: Engine, reader: BudgetReader, turn: Turn): Promise<Answer> {
  const { incident, question, now } = turn;
  const settled = settledAt(incident);
  try {
    const measured = await reader.measure(question);
    const { quality, notes } = measured.share;
    const isOver = settled !== null && settled <= now;
    if (isOver && quality === "unavailable") return { kind: "unanswered", error: notes.join(" ") };
    return { kind: "answered", measured };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const { id: objective } = question.objective;
    engine.logger.warn(
      { incident: incident.id, objective, error: words },
      "share of the budget not measured",
    );
    return { kind: "unanswered", error: words };
  }
}

/** Preliminary is how it stood when the pain had stopped. */
function phaseOf({ incident, known, now }: Turn): SharePhase {
  const settled = settledAt(incident);
  if (settled !== null) return settled <= now ? "final" : "live";
  const { mitigatedAt } = incident.life;
  if (mitigatedAt === null) return "live";
  const isKept = known.some((one) => one.phase === "preliminary" && one.measuredAt >= mitigatedAt);
  return isKept ? "live" : "preliminary";
}
