import type { DateTime } from "luxon";
import type { IncidentId } from "#domain/incident/incident.ts";
import { hiddenAlerts } from "#store/alert/alert-groups.ts";
import type { Connection } from "#store/database/database.ts";

/** A group that still fires is sent again within twelve hours, the longest usual repeat_interval. */
const BELIEVED_FOR = { hours: 13 };

/** How many alerts the sender left out of the incident's groups, as far as its last word still counts. */
export async function countHidden(
  connection: Connection,
  incident: IncidentId,
  now: DateTime,
): Promise<number> {
  return await hiddenAlerts(connection, incident, now.minus(BELIEVED_FOR));
}
