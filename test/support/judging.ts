import type { DateTime } from "luxon";
import { type Incident, IncidentId } from "#domain/incident/incident.ts";
import type { PostmortemVerdict } from "#domain/response/postmortem.ts";
import type { Severity } from "#domain/severity.ts";
import { keepIn } from "#engine/budget/keep-share.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { declareIncident } from "#engine/incident/declare-incident.ts";
import { judgeIncident } from "#engine/postmortem/judge-incident.ts";
import type { SharePhase } from "#store/budget/shares.ts";
import { readClock } from "#store/database/clock.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { budgetReader } from "./budget-reader.ts";
import { person } from "./build.ts";
import type { TestDatabase } from "./database.ts";
import { configuration, createEngine } from "./engine.ts";

const ANN = person("ann");

/** An engine with one objective, whose shares are given by hand. */
export function judgingEngine(database: TestDatabase, postmortems: object = {}): Engine {
  const budgets = budgetReader(() => "no answer");
  return createEngine(database, { budgets, configuration: configuration({ postmortems }) });
}

/** Something that ann declared, who is on call. */
export async function declared(
  engine: Engine,
  severity: Severity = "SEV3",
  more: { readonly form?: string; readonly isDrill?: boolean } = {},
): Promise<IncidentId> {
  const about = { form: "V1", service: "checkout", severity, title: "Slow" } as const;
  const { id } = await declareIncident(engine, { ...about, ...more, by: ANN });
  return id;
}

/** Ann ends it, and the job that this leaves is done. */
export async function end(engine: Engine, id: IncidentId, as?: "false-alarm"): Promise<void> {
  const how = as === undefined ? {} : { as };
  await changeIncident(engine, id, () => ({ kind: "resolve", by: ANN, reason: "mended", ...how }));
  await judgeWaiting(engine);
}

/** What it used of the budget, as it is measured; a person sees 0.2 as a fifth. */
export async function measured(
  engine: Engine,
  incident: IncidentId,
  share: number | null,
  phase: SharePhase,
): Promise<void> {
  const notes = share === null ? ["Prometheus has no counts."] : [];
  const quality = share === null ? "unavailable" : "measured";
  const unknown = { remainingBefore: null, remainingAfter: 0.5, bad: null, total: null };
  const kept = {
    incident,
    objective: "checkout-requests",
    phase,
    impact: null,
    share: { quality, share, notes, ...unknown },
    measuredAt: await now(engine),
    before: undefined,
  } as const;
  await engine.database.transaction((tx) => keepIn(tx, kept));
  await judgeWaiting(engine);
}

/** What the worker of the timers would have done by now; how many jobs that was. */
export async function judgeWaiting(engine: Engine): Promise<number> {
  const jobs = await engine.database.kysely
    .deleteFrom("job")
    .where("kind", "=", "judge")
    .where("run_at", "<=", await now(engine))
    .returning("payload")
    .execute();
  for (const { payload } of jobs) {
    const [incident] = Object.values(payload);
    await judgeIncident(engine, IncidentId.parse(incident));
  }
  return jobs.length;
}

export async function reread(engine: Engine, id: IncidentId): Promise<Incident> {
  const incident = await readIncident(engine.database.kysely, id);
  if (incident === null) throw new Error("There is no such incident.");
  return incident;
}

/** Every verdict in the order in which it was told, with the one that it corrects. */
export async function verdicts(engine: Engine, id: IncidentId): Promise<readonly string[]> {
  const entries = await readTimeline(engine.database.kysely, id);
  return entries.flatMap(({ event }) => {
    if (event.kind !== "postmortem-judged") return [];
    const before = event.before === null ? "" : `, before ${words(event.before)}`;
    return [`${words(event.verdict)}${before}`];
  });
}

function words({ kind, isPreliminary }: PostmortemVerdict): string {
  return `${kind}${isPreliminary ? " so far" : ""}`;
}

export async function now({ database }: Engine): Promise<DateTime> {
  return await readClock(database.kysely);
}
