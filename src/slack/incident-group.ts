import type { IncidentId, Incident } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import type { IncidentOutline } from "#store/incident/incident-outline.ts";
import { openIncidents, readIncidents } from "#store/incident/incidents.ts";
import type { Logger } from "#telemetry/logger.ts";

/** Incidents that are shown together: one that cannot be read keeps none of the others from being shown. */
export type IncidentGroup = {
  readonly incidents: readonly Incident[];
  /** Those whose state cannot be read, in outline. */
  readonly unreadable: readonly IncidentOutline[];
};

/** Says in the log that an incident cannot be read. */
export type TellUnreadable = (outline: IncidentOutline) => void;

type Reader = { readonly engine: Engine; readonly tellUnreadable: TellUnreadable };

/** More are not read: nobody chooses among more than Slack has room for. */
export const MOST_OPEN = 100;

/** Incidents with these ids. */
export async function readGroup(
  reader: Reader,
  ids: readonly IncidentId[],
): Promise<IncidentGroup> {
  const { kysely } = reader.engine.database;
  return await collect(reader, (onUnreadable) => readIncidents(kysely, ids, onUnreadable));
}

/** The open incidents, the newest ones when there are very many. */
export async function readOpen(reader: Reader): Promise<IncidentGroup> {
  const { kysely } = reader.engine.database;
  return await collect(reader, (onUnreadable) => openIncidents(kysely, MOST_OPEN, onUnreadable));
}

async function collect(
  { tellUnreadable }: Reader,
  read: (onUnreadable: TellUnreadable) => Promise<readonly Incident[]>,
): Promise<IncidentGroup> {
  const unreadable: IncidentOutline[] = [];
  const incidents = await read((outline) => {
    unreadable.push(outline);
    tellUnreadable(outline);
  });
  return { incidents, unreadable };
}

/** Once for each incident: it is drawn again and again. */
export function createTellUnreadable(logger: Logger): TellUnreadable {
  const told = new Set<IncidentId>();
  return ({ id, status, severity }) => {
    if (told.has(id)) return;
    told.add(id);
    logger.error({ incident: id, status, severity }, "an incident cannot be read");
  };
}
