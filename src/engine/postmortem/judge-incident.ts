import { MUSTER } from "#domain/actor.ts";
import { undecidedAt } from "#domain/incident/decide-postmortem.ts";
import { incidentName, isOpen, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { unavailable } from "#domain/objective/incident-share.ts";
import {
  type Exempt,
  type JudgedFacts,
  judgePostmortem,
  type ObjectiveFact,
} from "#domain/response/judge-postmortem.ts";
import { isUndecided } from "#domain/response/postmortem.ts";
import type { Engine } from "#engine/engine.ts";
import { actorOnCall } from "#engine/incident/actor-on-call.ts";
import { changeLocked } from "#engine/incident/change-incident.ts";
import { enqueueJudgement } from "#engine/incident/judge-jobs.ts";
import { sharesOf } from "#store/budget/shares.ts";
import { readClock } from "#store/database/clock.ts";
import type { Connection } from "#store/database/database.ts";
import { lockIncident } from "#store/incident/incidents.ts";
import { forerunnerOf } from "#store/postmortem/repeated.ts";

/** Says whether an incident that is over needs a postmortem, by what is known now. */
export async function judgeIncident(engine: Engine, id: IncidentId): Promise<void> {
  await engine.database.transaction(async (tx) => {
    const incident = await lockIncident(tx, id);
    if (incident === null || isOpen(incident)) return;
    const facts = await factsOf(engine, tx, incident);
    const { verdict: before } = incident.postmortem;
    // Of what was no incident of its own there is nothing to tell, unless something else was told before.
    if (facts.exempt !== null && facts.asked === null && before === null) return;
    const now = await readClock(tx);
    const { postmortems: rules } = engine.configuration();
    const verdict = judgePostmortem(rules, facts);
    const onCall = await actorOnCall(engine, tx, incident, now);
    const command = { kind: "judge-postmortem", by: MUSTER, verdict, rules, onCall } as const;
    const { incident: judged } = await changeLocked(engine, tx, incident, { command, now });
    const { resolvedAt } = judged;
    if (resolvedAt !== null && isUndecided(judged.postmortem) && now < undecidedAt(resolvedAt)) {
      await enqueueJudgement(tx, id, undecidedAt(resolvedAt));
    }
  });
}

async function factsOf(
  engine: Engine,
  connection: Connection,
  incident: Incident,
): Promise<JudgedFacts> {
  const { severity, postmortem } = incident;
  const { askedBy, askedWhy: reason } = postmortem;
  return {
    severity,
    exempt: exemptionOf(incident),
    asked: askedBy === null ? null : { by: askedBy, reason },
    objectives: await objectivesOf(engine, connection, incident),
    repeated: await repeatedOf(engine, connection, incident),
  };
}

function exemptionOf({ status, life }: Incident): Exempt | null {
  if (status === "merged") return "merged";
  return life.isDrill ? "drill" : life.ending;
}

/** Without a Prometheus nothing more is measured: then what is known counts, and what people gave. */
async function objectivesOf(
  engine: Engine,
  connection: Connection,
  { id, service }: Incident,
): Promise<readonly ObjectiveFact[]> {
  const shares = await sharesOf(connection, id);
  const isMeasured = engine.budgets() !== null;
  const promised = engine.objectives().filter((one) => one.service === service);
  const facts = promised.flatMap(({ id: objective }): readonly ObjectiveFact[] => {
    const stored = shares.find((share) => share.objective === objective);
    if (stored === undefined) return isMeasured ? [notMeasured(objective)] : [];
    const isFinal = !isMeasured || (stored.phase !== "live" && stored.phase !== "preliminary");
    return [{ objective, share: stored.share, isFinal }];
  });
  // What went from muster.yaml meanwhile, or got another name, was used all the same.
  const gone = shares
    .filter((share) => promised.every(({ id: known }) => known !== share.objective))
    .map(({ objective, share }) => ({ objective, share, isFinal: true }));
  return [...facts, ...gone];
}

function notMeasured(objective: string): ObjectiveFact {
  return { objective, share: unavailable("It is not measured yet."), isFinal: false };
}

async function repeatedOf(
  engine: Engine,
  connection: Connection,
  incident: Incident,
): Promise<JudgedFacts["repeated"]> {
  const within = engine.configuration().postmortems.repeatedCause;
  if (within === undefined) return null;
  const since = incident.openedAt.minus(within);
  const before = await forerunnerOf(connection, incident, since);
  if (before === null) return null;
  return { name: incidentName(before.incident), resolvedAt: before.resolvedAt };
}
