import { ACT_NAMES, type ActName } from "#domain/act.ts";
import { IncidentId } from "#domain/incident/incident.ts";

/** What to do with which incident. */
export type Chosen = {
  readonly name: ActName;
  readonly incident: IncidentId;
  /** The step of its paging that was shown beside what was pressed; null when none was. */
  readonly step: number | null;
};

/** Reads what a menu sends back, such as `resolve:12`, or `escalate:12:3` with the step that was shown. */
export function readChosen(value: string): Chosen | null {
  const [word, number = "", shown = ""] = value.split(":");
  const name = ACT_NAMES.find((known) => known === word);
  const incident = readIncidentId(number);
  if (name === undefined || incident === null) return null;
  return { name, incident, step: /^\d{1,9}$/.test(shown) ? Number(shown) : null };
}

export function readIncidentId(value: string): IncidentId | null {
  const id = IncidentId.safeParse(/^\d{1,15}$/.test(value) ? Number(value) : null);
  return id.success ? id.data : null;
}
