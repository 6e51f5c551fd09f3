import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { Incident } from "#domain/incident/incident.ts";
import type { Severity } from "#domain/severity.ts";
import { oneLine } from "#domain/text.ts";
import type { Engine } from "#engine/engine.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import { lockKeys } from "#store/incident/incident-locks.ts";
import { incidentsOfKeys, nextIncidentIds, readIncident } from "#store/incident/incidents.ts";
import { openIncident } from "./change-incident.ts";
import { rosterAt } from "./current-roster.ts";

const TITLE_LENGTH = 150;

/** So long a form is known to have been sent, should it come again. */
const FORM_KNOWN = { days: 1 };

export type Declaration = {
  /** Names the form that was sent: however often it comes, in whichever process, it opens one incident. */
  readonly form: string;
  readonly service: string;
  readonly severity: Severity;
  readonly title: string;
  readonly by: Actor;
  readonly description?: string;
  /** When it began to hurt; now, when it is left out. */
  readonly startedAt?: DateTime | null;
  readonly isDrill?: boolean;
};

/** Opens the incident that a form declares, or answers the one that it opened before; it ends when somebody says so. */
export async function declareIncident(engine: Engine, declaration: Declaration): Promise<Incident> {
  const { form, service: id, severity, by, description = "" } = declaration;
  const configuration = engine.configuration();
  const service = configuration.services.get(id);
  const policy = configuration.policies.get(service?.policy ?? "");
  if (service === undefined || policy === undefined) throw new Error(`There is no service ${id}.`);
  return await engine.database.transaction(async (tx) => {
    const key = JSON.stringify([service.id, "declared", form]);
    const now = await readClock(tx);
    const opened = await openedBefore(tx, key, now);
    if (opened !== null) return opened;
    const [number] = await nextIncidentIds(tx, 1);
    if (number === undefined) throw new Error("The database gave no number.");
    const subject = { policy, service: service.id, severity };
    const command = {
      kind: "open",
      id: number,
      by,
      key,
      service: service.id,
      severity,
      title: titleOf(declaration),
      startedAt: declaration.startedAt ?? now,
      policy,
      pages: configuration.severities[severity].pages,
      pause: null,
      roster: await rosterAt(engine, tx, subject, now),
      notes: [],
      ...(description === "" ? {} : { description }),
      ...(declaration.isDrill === true ? { drill: true as const } : {}),
    } as const;
    return await openIncident(engine, tx, command, now);
  });
}

/** The title stands wherever anybody hears of it: in Slack, on the phone, in the name of its channel. */
function titleOf({ title, isDrill = false }: Declaration): string {
  return oneLine(isDrill ? `DRILL: ${title}` : title, TITLE_LENGTH);
}

/** Whoever sends the same form at the same time waits until this transaction has ended. */
async function openedBefore(tx: Transaction, key: string, now: DateTime): Promise<Incident | null> {
  await lockKeys(tx, [key]);
  const known = await incidentsOfKeys(tx, [key], now.minus(FORM_KNOWN));
  const id = known.get(key);
  return id === undefined ? null : await readIncident(tx, id);
}
