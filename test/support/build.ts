import { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { Alert, AlertEvent, AlertReport } from "#domain/alert/alert.ts";
import { notPaging, type Paging, type Roster, type Target } from "#domain/escalation/escalation.ts";
import { Policy } from "#domain/escalation/policy.ts";
import type { IncidentCommand } from "#domain/incident/command.ts";
import { apply, decide, decideOpening } from "#domain/incident/decide-incident.ts";
import { opened } from "#domain/incident/evolve-incident.ts";
import { type Incident, IncidentId, type TimelineEntry } from "#domain/incident/incident.ts";

export type Command = Exclude<IncidentCommand, { kind: "open" }>;
type Opening = IncidentCommand & { readonly kind: "open" };
type AlertsChanged = IncidentCommand & { readonly kind: "alerts-changed" };

/** A time of the test's day: "10:05" or "10:05:30". */
export function at(time: string): DateTime {
  return DateTime.fromISO(`2026-11-20T${time}Z`, { zone: "utc" });
}

/** The same as plain data, so that two instants are equal when they are the same instant. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** Somebody in Slack whom the configuration knows by the same name. */
export function person(name: string): Actor {
  return { kind: "person", slackId: `U-${name}`, name, person: name };
}

const alertmanager: Actor = { kind: "source", source: "prod" };

export function target(name: string): Target {
  return { kind: "person", person: name };
}

const channel: Target = { kind: "channel", channel: "#payments", mention: "here" };

/** Who is on each level, by name; the team's channel is called when nobody is. */
export function roster(...levels: readonly (readonly string[])[]): Roster {
  const meant = levels.map((names) => names.map(target));
  return {
    levels: meant,
    present: meant,
    fallback: [channel],
    urgency: "high",
  };
}

/** Five minutes for each level, no second round, the channel again every 15 minutes. */
export function policy(
  levels = 2,
  more: { readonly times?: number | "forever"; readonly pause?: string } = {},
): Policy {
  return Policy.parse({
    levels: Array.from({ length: levels }, () => ({
      notify: [{ person: "anybody" }],
      delay: "PT5M",
    })),
    repeat: { times: 0, ...more },
  });
}

/** A run whose first level was paged at 10:00. */
export function paging(more: Partial<Paging> = {}): Paging {
  return {
    ...notPaging(policy()),
    state: "paging",
    step: 1,
    nextAt: at("10:05"),
    ...more,
  };
}

export function firing(more: Partial<AlertEvent> = {}): AlertEvent {
  return {
    fingerprint: "a1",
    status: "firing",
    labels: { alertname: "HighLatency", service: "payments" },
    annotations: {},
    startsAt: at("10:00"),
    endsAt: null,
    generatorUrl: null,
    notes: [],
    ...more,
  };
}

export function ended(more: Partial<AlertEvent> = {}): AlertEvent {
  return firing({ status: "resolved", endsAt: at("10:10"), ...more });
}

export function report(events: readonly AlertEvent[], truncated = 0): AlertReport {
  return { group: "payments", truncated, events };
}

/** An alert that has fired since 10:00. */
export function alert(more: Partial<Alert> = {}): Alert {
  return {
    ...firing(),
    source: "prod",
    lastSeenAt: at("10:00"),
    recentStarts: [at("10:00")],
    group: "payments",
    missingSince: null,
    mutedBy: null,
    absentPolls: 0,
    ...more,
  };
}

export function opening(more: Partial<Opening> = {}): Opening {
  return {
    kind: "open",
    id: IncidentId.parse(42),
    by: alertmanager,
    key: "payments/HighLatency",
    service: "payments",
    severity: "SEV2",
    title: "Payments are slow",
    startedAt: at("10:00"),
    policy: policy(),
    pages: true,
    pause: null,
    roster: roster(["ana"], ["ben"]),
    notes: [],
    ...more,
  };
}

const nobody = { names: [], count: 0 };

/** Some alerts by name. */
export function alerts(...names: readonly string[]): { names: readonly string[]; count: number } {
  return { names, count: names.length };
}

/** That nothing changed for any alert while one fires; say what did. */
export function alertsChanged(more: Partial<AlertsChanged> = {}): AlertsChanged {
  return {
    kind: "alerts-changed",
    by: alertmanager,
    joined: nobody,
    ended: nobody,
    flapped: nobody,
    muted: { ...nobody, by: [] },
    unmuted: nobody,
    counts: { firing: 1, muted: 0, ended: 0 },
    severity: null,
    pages: true,
    reopen: "loudly",
    roster: roster(["ana"], ["ben"]),
    ...more,
  };
}

/** Time passes. */
export function tick(
  more: Partial<IncidentCommand & { readonly kind: "tick" }> = {},
): IncidentCommand & { readonly kind: "tick" } {
  return {
    kind: "tick",
    roster: roster(["ana"], ["ben"]),
    quietUntil: null,
    doubt: null,
    ...more,
  };
}

export function acknowledge(by = person("ana")): Command {
  return { kind: "acknowledge", by };
}

export function escalate(by = person("ana")): Command {
  return { kind: "escalate", by, roster: roster(["ana"], ["ben"]) };
}

export function handBack(by = person("ana")): Command {
  return { kind: "hand-back", by, roster: roster(["ana"], ["ben"]) };
}

export function snooze(until: string, by = person("ana")): Command {
  return { kind: "snooze", by, until: at(until) };
}

export function resolve(by = person("ana")): Command {
  return { kind: "resolve", by, reason: "fixed" };
}

/** A page to ana could not be delivered. */
export function pageFailed(step: number, othersReachable = false): Command {
  const people = roster(["ana"], ["ben"]);
  return {
    kind: "page-failed",
    step,
    target: target("ana"),
    error: "user_not_found",
    othersReachable,
    roster: people,
  };
}

/** An incident that opened at 10:00 and then lived through some commands. */
export function incident(
  open: Partial<Opening> = {},
  ...commands: readonly (readonly [time: string, command: Command])[]
): Incident {
  return commands.reduce<Incident>(
    (state, [time, command]) => apply(state, decide(state, command, at(time)).events),
    start(opening(open)),
  );
}

function start(command: Opening): Incident {
  const [first, ...rest] = decideOpening(command, at("10:00")).events;
  return apply(opened(command.id, asOpened(first)), rest);
}

/** The first line of every timeline says that the incident opened. */
export function asOpened(entry: TimelineEntry | undefined): Parameters<typeof opened>[1] {
  if (entry?.event.kind !== "opened") throw new Error("The timeline does not begin at the start.");
  return { ...entry, event: entry.event };
}
