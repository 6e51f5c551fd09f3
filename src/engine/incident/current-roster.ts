import type { DateTime } from "luxon";
import type { Paging, Roster } from "#domain/escalation/escalation.ts";
import type { PolicySnapshot } from "#domain/escalation/policy.ts";
import { namesOf } from "#domain/escalation/turn.ts";
import type { Incident, IncidentEvent, TimelineEntry } from "#domain/incident/incident.ts";
import { rosterOf } from "#domain/service/roster.ts";
import type { Severity } from "#domain/severity.ts";
import type { Engine } from "#engine/engine.ts";
import { onCallAt } from "#engine/on-call.ts";
import type { Transaction } from "#store/database/database.ts";
import { lockPageTurns, savePageTurn } from "#store/page/page-turns.ts";

type Subject = {
  readonly policy: PolicySnapshot;
  readonly service: string;
  readonly severity: Severity;
};

/** Whom the policy means at that moment. */
export async function rosterAt(
  engine: Engine,
  tx: Transaction,
  { policy, service: id, severity }: Subject,
  now: DateTime,
): Promise<Roster> {
  const configuration = engine.configuration();
  const service = configuration.services.get(id);
  const whoIsOnCall = onCallAt(engine, now);
  const turns = takesTurns(policy) ? await lockPageTurns(tx, policy.id ?? "") : undefined;
  const occasion = { service, severity, now, whoIsOnCall, ...(turns && { turns }) };
  return rosterOf(policy, configuration, occasion);
}

/** Whom the incident's policy means at that moment. */
export async function currentRoster(
  engine: Engine,
  tx: Transaction,
  { paging, service, severity }: Pick<Incident, "paging" | "service" | "severity">,
  now: DateTime,
): Promise<Roster> {
  return await rosterAt(engine, tx, { policy: paging.policy, service, severity }, now);
}

/** Where one person is paged at a time, somebody else has the next turn, in the same transaction or in any later one. */
export async function noteTurns(
  tx: Transaction,
  { paging }: Pick<Incident, "paging">,
  entries: readonly TimelineEntry[],
): Promise<void> {
  const { policy } = paging;
  if (!takesTurns(policy)) return;
  for (const { event } of entries) {
    const level = levelPaged(event, paging);
    if (level === null || policy.levels[level]?.strategy !== "round_robin") continue;
    const [person] = "targets" in event ? namesOf(event.targets) : [];
    if (person === undefined) continue;
    await savePageTurn(tx, { policy: policy.id ?? "", level, person });
  }
}

/** The level of which somebody is paged for the first time. */
function levelPaged(event: IncidentEvent, { state, level }: Paging): number | null {
  if (event.kind === "paged") return event.level;
  const isNewcomer = event.kind === "paged-again" && event.cause === "newcomer";
  return isNewcomer && state === "paging" ? level : null;
}

function takesTurns({ levels }: PolicySnapshot): boolean {
  return levels.some(({ strategy }) => strategy === "round_robin");
}
