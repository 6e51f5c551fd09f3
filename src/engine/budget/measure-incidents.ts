import { DateTime } from "luxon";
import { isOpen, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { percent } from "#domain/objective/budget-policy.ts";
import type { MeasuredShare } from "#domain/objective/measured-share.ts";
import type { Objective } from "#domain/objective/objective.ts";
import type { Engine } from "#engine/engine.ts";
import { enqueueAnnouncement } from "#engine/job/jobs.ts";
import { alertsOfIncident } from "#store/alert/incident-alerts.ts";
import {
  incidentsToMeasure,
  saveShare,
  sharesOf,
  type SharePhase,
  type StoredShare,
} from "#store/budget/shares.ts";
import { readClock } from "#store/database/clock.ts";
import { readIncident } from "#store/incident/incidents.ts";
import type { BudgetReader } from "./budget-reader.ts";

/** By then scrapes, rules and remote writes of the end have arrived. */
const SETTLED = { minutes: 5 };
/** Whoever has not answered by then never will: Prometheus forgets. */
const GIVEN_UP = { days: 7 };
const ALERTS_READ = 20;

/** Measures what incidents use of error budgets: again and again while they are open, for good once they have settled. */
export async function measureIncidents(engine: Engine): Promise<void> {
  const reader = engine.budgets();
  if (reader === null) return;
  const { kysely } = engine.database;
  const now = await readClock(kysely);
  const services = [...new Set(reader.objectives().map(({ service }) => service))];
  const ids = await incidentsToMeasure(kysely, { services, since: now.minus(GIVEN_UP) });
  for (const id of ids) await measureIncident(engine, reader, id, now);
}

async function measureIncident(
  engine: Engine,
  reader: BudgetReader,
  id: IncidentId,
  now: DateTime,
): Promise<void> {
  const { kysely } = engine.database;
  const incident = await readIncident(kysely, id);
  if (incident === null) return;
  const alerts = await alertsOfIncident(kysely, id, ALERTS_READ);
  const known = new Map((await sharesOf(kysely, id)).map((share) => [share.objective, share]));
  for (const objective of reader
    .objectives()
    .filter(({ service }) => service === incident.service)) {
    const alert = alerts.find(({ labels }) => labels["sloth_id"] === objective.id) ?? alerts[0];
    const question = questionAbout(incident, objective, { labels: alert?.labels ?? {}, now });
    const measured = await ask(engine, reader, question);
    if (measured === null) continue;
    const before = known.get(objective.id);
    await keep(engine, { incident, objective, measured, before, now });
  }
}

function questionAbout(
  incident: Incident,
  objective: Objective,
  { labels, now }: { readonly labels: Readonly<Record<string, string>>; readonly now: DateTime },
): Parameters<BudgetReader["measure"]>[0] {
  const settled = incident.resolvedAt?.plus(SETTLED) ?? now;
  const until = settled < now ? settled : now;
  const about = Math.floor(incident.startedAt.toSeconds());
  return { objective, labels, about, until: Math.floor(until.toSeconds()) };
}

/** Without an answer everything stays as it is; it is asked again in a minute. */
async function ask(
  { logger }: Engine,
  reader: BudgetReader,
  question: Parameters<BudgetReader["measure"]>[0],
): Promise<MeasuredShare | null> {
  try {
    return await reader.measure(question);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    logger.warn(
      { objective: question.objective.id, error: words },
      "share of the budget not measured",
    );
    return null;
  }
}

type Measurement = {
  readonly incident: Incident;
  readonly objective: Objective;
  readonly measured: MeasuredShare;
  readonly before: StoredShare | undefined;
  readonly now: DateTime;
};

/** Cards are drawn anew only when people would see another number. */
async function keep(engine: Engine, measurement: Measurement): Promise<void> {
  const { incident, objective, measured, before, now } = measurement;
  const { share } = measured;
  const phase = phaseOf(incident, now);
  const impact = instantsOf(measured, now);
  const stored = { incident: incident.id, objective: objective.id, phase, impact, share };
  const isNews = before === undefined || wordsOf(before) !== wordsOf(stored);
  await engine.database.transaction(async (tx) => {
    await saveShare(tx, { ...stored, measuredAt: now }, measured.asked);
    if (isNews) await enqueueAnnouncement(tx, incident.id);
  });
}

function phaseOf(incident: Incident, now: DateTime): SharePhase {
  if (isOpen(incident) || incident.resolvedAt === null) return "live";
  return incident.resolvedAt.plus(SETTLED) <= now ? "final" : "live";
}

function instantsOf({ impact }: MeasuredShare, now: DateTime): StoredShare["impact"] {
  if (impact === null) return null;
  return { start: instantAt(impact.start, now), end: instantAt(impact.end, now) };
}

function instantAt(seconds: number, { zone }: DateTime): DateTime {
  return DateTime.fromSeconds(seconds, { zone });
}

function wordsOf({ phase, share }: Pick<StoredShare, "phase" | "share">): string {
  return `${phase} ${share.quality} ${percent(share.share)}`;
}
