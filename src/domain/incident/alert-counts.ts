import type { Alert } from "#domain/alert/alert.ts";
import type { AlertCounts, IncidentId } from "./incident.ts";

export const NO_ALERTS: AlertCounts = { firing: 0, muted: 0, ended: 0 };

export type AlertState = keyof AlertCounts;

/** An alert's state in an incident, and the one before; null for an alert that was not there. */
export type AlertMove = {
  readonly incident: IncidentId;
  readonly before: AlertState | null;
  readonly state: AlertState;
};

/** As what an alert counts in its incidents. */
export function stateOf({ status, mutedBy }: Pick<Alert, "status" | "mutedBy">): AlertState {
  if (status === "resolved") return "ended";
  return mutedBy === null ? "firing" : "muted";
}

/** How many alerts an incident has of each state, once these of it have moved. */
export function countMoves(counts: AlertCounts, moves: readonly AlertMove[]): AlertCounts {
  const after = { ...counts };
  for (const { before, state } of moves) {
    if (before !== null) after[before] -= 1;
    after[state] += 1;
  }
  return after;
}
