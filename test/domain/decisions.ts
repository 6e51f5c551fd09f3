import type { Decision, IncidentCommand } from "#domain/incident/command.ts";
import { decide } from "#domain/incident/decide-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import {
  type Command,
  acknowledge,
  alerts,
  alertsChanged,
  at,
  incident,
  resolve,
  tick,
} from "#test/support/build.ts";
import { told } from "#test/support/tell.ts";

type Outcome = { readonly events: readonly string[]; readonly reason: string };

/** A command at some time, and what comes of it. */
export type Case = readonly [
  sentence: string,
  given: { readonly incident: Incident; readonly at: string; readonly command: Command },
  events: readonly string[],
  reason: string,
];

/** News of alerts at 10:20, and what comes of it. */
export type AlertsCase = readonly [
  sentence: string,
  given: Incident,
  command: IncidentCommand & { readonly kind: "alerts-changed" },
  events: readonly string[],
  reason: string,
];

/** Incidents that opened at 10:00. */
export const paged = incident();
export const taken = incident({}, ["10:02", acknowledge()]);
export const escalated = incident({}, ["10:05", tick()]);
export const exhausted = incident({}, ["10:05", tick()], ["10:10", tick()]);
export const resolved = incident({}, ["10:03", resolve()]);
export const silent = incident({ severity: "SEV4", pages: false });

const firing = { firing: 2, muted: 0, ended: 0 };
/** All alerts have ended. */
export const over = { firing: 0, muted: 0, ended: 2 };

export const joined = alertsChanged({
  joined: alerts("DiskFull"),
  counts: firing,
  severity: "SEV2",
});
export const worse = alertsChanged({ joined: alerts("Outage"), counts: firing, severity: "SEV1" });
export const ended = alertsChanged({ ended: alerts("DiskFull"), counts: over });
export const flapped = alertsChanged({ flapped: alerts("DiskFull"), counts: firing });

/** What people would tell of a decision, and why it was taken. */
export function outcomeOf(decision: Decision): Outcome {
  return { events: told(decision), reason: decision.reason };
}

export function outcomeOfCommand({ incident: given, command, at: time }: Case[1]): Outcome {
  return outcomeOf(decide(given, command, at(time)));
}

export function outcomeOfNews(given: Incident, news: AlertsCase[2]): Outcome {
  return outcomeOf(decide(given, news, at("10:20")));
}
