import { DateTime } from "luxon";
import { IncidentId } from "#domain/incident/incident.ts";
import { Severity } from "#domain/severity.ts";
import type { Cursor, Place } from "#store/incident/list-incidents.ts";

/** Which incidents somebody wants to see; null where it makes no difference. */
export type ListFilter = {
  readonly scope: Scope;
  readonly mine: boolean;
  readonly drills: boolean;
  readonly severity: Severity | null;
  readonly service: string | null;
  readonly team: string | null;
};

/** A list as it is looked at: which incidents, and which page of them. */
export type ListState = { readonly filter: ListFilter; readonly place: Place | null };

const SCOPES = ["open", "recent", "all"] as const;
type Scope = (typeof SCOPES)[number];

/** What is listed when nothing is said. */
export const OPEN_INCIDENTS: ListFilter = {
  scope: "open",
  mine: false,
  drills: false,
  severity: null,
  service: null,
  team: null,
};

/** Short enough for a choice in a menu, for which Slack takes 150 characters: ids have no dots. */
export function writeState({ filter, place }: ListState): string {
  const { scope, mine, drills, severity, service, team } = filter;
  const flags = `${mine ? "m" : ""}${drills ? "d" : ""}`;
  const parts = [scope, flags, severity ?? "", service ?? "", team ?? ""];
  if (place === null) return parts.join(".");
  const { incident, severity: at, endedAt } = place.cursor;
  return [...parts, place.side, incident, at, endedAt?.toMillis() ?? ""].join(".");
}

/** Null for what no list has written. */
export function readState(text: string): ListState | null {
  const [word, flags = "", severity, service = "", team = "", ...place] = text.split(".");
  const scope = SCOPES.find((known) => known === word);
  if (scope === undefined) return null;
  return {
    filter: {
      scope,
      mine: flags.includes("m"),
      drills: flags.includes("d"),
      severity: Severity.safeParse(severity).data ?? null,
      service: service === "" ? null : service,
      team: team === "" ? null : team,
    },
    place: readPlace(place),
  };
}

function readPlace([side, number, severity = "", ended = ""]: readonly string[]): Place | null {
  const incident = IncidentId.safeParse(Number(number)).data;
  if ((side !== "after" && side !== "before") || incident === undefined) return null;
  const cursor: Cursor = { incident, severity, endedAt: readEnd(ended) };
  return { side, cursor };
}

function readEnd(millis: string): DateTime | null {
  return /^\d{1,15}$/.test(millis) ? DateTime.fromMillis(Number(millis), { zone: "utc" }) : null;
}
