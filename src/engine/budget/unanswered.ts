import type { DateTime } from "luxon";
import type { Incident } from "#domain/incident/incident.ts";
import { type IncidentShare, unavailable } from "#domain/objective/incident-share.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { patienceFor, pauseAfter } from "#domain/objective/retry-share.ts";
import type { Engine } from "#engine/engine.ts";
import { enqueueAnnouncement } from "#engine/job/jobs.ts";
import { readBudgets } from "#store/budget/budgets.ts";
import { type Attempt, saveAttempts, type ShareVersion } from "#store/budget/shares.ts";
import { keepNext } from "./keep-share.ts";
import { settledAt } from "./share-question.ts";

type Unanswered = {
  readonly incident: Incident;
  readonly objective: Objective;
  readonly before: ShareVersion | undefined;
  readonly now: DateTime;
};

/** In minutes. */
const AGED = 5;
/** The first and the newest are enough to see how it went. */
const FIRST = 3;
const NEWEST = 17;

/** Whether it is asked now: of an incident that is over less and less often, as long as nothing comes. */
export function isDue({ incident, before, now }: Unanswered): boolean {
  const settled = settledAt(incident);
  const last = before?.attempts.at(-1)?.at;
  if (settled === null || last === undefined || now <= settled) return true;
  return now.diff(last).as("seconds") >= pauseAfter(last.diff(settled).as("seconds"));
}

/** Whether nothing that comes from now on would be the truth any more. */
export function isTooLate(
  { incident, objective: { window }, now }: Unanswered,
  retention: number | null,
): boolean {
  const settled = settledAt(incident);
  return settled !== null && now > settled.plus({ seconds: patienceFor({ retention, window }) });
}

/** That nothing came is noted once it is over: until then the card says how old its numbers are. */
export async function noteAttempt(
  engine: Engine,
  { incident, objective, before, now }: Unanswered,
  error: string,
): Promise<void> {
  if (settledAt(incident) === null) return await showAge(engine, { incident, objective, now });
  const attempts = withAttempt(before?.attempts ?? [], { at: now, error });
  if (before !== undefined) {
    await saveAttempts(engine.database.kysely, before.id, attempts);
    return;
  }
  const about = { incident: incident.id, objective: objective.id, phase: "live" } as const;
  const share = { impact: null, share: unavailable(error), measuredAt: now };
  await keepNext(engine, { ...about, ...share, attempts, before });
}

/** The card says how old its numbers are: each minute at first, then every five. */
async function showAge(
  { database }: Engine,
  { incident, objective, now }: Pick<Unanswered, "incident" | "objective" | "now">,
): Promise<void> {
  const budgets = await readBudgets(database.kysely);
  const readAt = budgets.find((one) => one.objective === objective.id)?.readAt ?? null;
  if (readAt === null) return;
  const minutes = Math.floor(now.diff(readAt).as("minutes"));
  if (minutes > AGED && minutes % AGED !== 0) return;
  await database.transaction((tx) => enqueueAnnouncement(tx, incident.id));
}

/** It stays unknown for good, with the reason; what was seen last is one version before. */
export async function giveUp(engine: Engine, unanswered: Unanswered): Promise<void> {
  const { incident, objective, before, now } = unanswered;
  const attempts = before?.attempts ?? [];
  const about = { incident: incident.id, objective: objective.id, phase: "final" } as const;
  const share = unknownFor(attempts.at(-1)?.error);
  await keepNext(engine, { ...about, impact: null, share, attempts, measuredAt: now, before });
}

function unknownFor(error: string | undefined): IncidentShare {
  const why = error === undefined ? "" : ` The last answer: ${error}`;
  return unavailable(`Prometheus did not say it while it could.${why}`);
}

function withAttempt(attempts: readonly Attempt[], attempt: Attempt): readonly Attempt[] {
  const all = [...attempts, attempt];
  return all.length <= FIRST + NEWEST ? all : [...all.slice(0, FIRST), ...all.slice(-NEWEST)];
}
