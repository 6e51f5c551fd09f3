import type { CommandOf } from "#domain/incident/command.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import { readClock } from "#store/database/clock.ts";
import { lockIncident } from "#store/incident/incidents.ts";
import { changeLocked, type Outcome } from "./change-incident.ts";
import { currentRoster } from "./current-roster.ts";

/** Sets how bad it is; whom a raise pages is decided for the new severity. */
export async function setSeverity(
  engine: Engine,
  id: IncidentId,
  wish: Pick<CommandOf<"set-severity">, "by" | "to" | "shown" | "reason">,
): Promise<Outcome | null> {
  return await engine.database.transaction(async (tx) => {
    const incident = await lockIncident(tx, id);
    if (incident === null) return null;
    const now = await readClock(tx);
    const { severities } = engine.configuration();
    const { to } = wish;
    const [before, after] = [severities[incident.severity], severities[to]];
    const command = {
      kind: "set-severity",
      ...wish,
      pages: after.pages,
      isLouder: after.urgency === "high" && before.urgency !== "high",
      roster: await currentRoster(engine, tx, { ...incident, severity: to }, now),
    } as const;
    return await changeLocked(engine, tx, incident, { command, now });
  });
}
