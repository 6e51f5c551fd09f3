import { Duration } from "luxon";
import { apply, decide, decideOpening } from "#domain/incident/decide-incident.ts";
import { opened } from "#domain/incident/evolve-incident.ts";
import type { Incident, TimelineEntry } from "#domain/incident/incident.ts";
import type { BudgetFact } from "#domain/postmortem/budget-facts.ts";
import { unknown } from "#domain/postmortem/known.ts";
import type { NotedPage } from "#domain/postmortem/page-facts.ts";
import { postmortemFacts, type Remembered } from "#domain/postmortem/postmortem-facts.ts";
import {
  acknowledge,
  asOpened,
  at,
  type Command,
  opening,
  person,
  resolve,
  target,
} from "./build.ts";

export type Told = readonly (readonly [time: string, command: Command])[];

export function story(
  commands: Told,
  open: Parameters<typeof opening>[0] = {},
): { readonly incident: Incident; readonly entries: readonly TimelineEntry[] } {
  const begin = opening(open);
  const first = decideOpening(begin, at("10:00:30")).events;
  let entries = [...first];
  let incident = apply(opened(begin.id, asOpened(first[0])), first.slice(1));
  for (const [time, command] of commands) {
    const { events, reason } = decide(incident, command, at(time));
    if (events.length === 0) throw new Error(`${command.kind}: ${reason}`);
    incident = apply(incident, events);
    entries = [...entries, ...events];
  }
  return { incident, entries };
}

export function factsOf(
  commands: Told,
  more: Partial<Remembered> = {},
): ReturnType<typeof postmortemFacts> {
  return postmortemFacts({
    ...story(commands),
    service: { id: "payments", name: "Payments" },
    team: null,
    alerts: [],
    hiddenAlerts: 0,
    pages: [page("10:00:40")],
    changes: [],
    lookBack: Duration.fromISO("PT12H"),
    budgets: unknown("no objective of the service is known"),
    charts: [],
    runbook: null,
    dashboard: null,
    names: { person: (id) => id, role: (id) => id, zone: () => "Europe/Berlin" },
    now: at("12:00"),
    ...more,
  });
}

export function page(time: string, more: Partial<NotedPage> = {}): NotedPage {
  return { target: target("ana"), createdAt: at(time), state: "sent", reason: "new", ...more };
}

export function budget(start: string, end: string, share: number | null = 0.1): BudgetFact {
  return {
    id: start,
    objective: "payments availability 99.9 %/30d",
    share,
    quality: "measured",
    before: null,
    after: null,
    failed: null,
    total: null,
    impact: { start: at(start), end: at(end), from: "as the metric shows" },
    measuredAt: at("11:00"),
    isFinal: true,
    notes: [],
  };
}

/** Acknowledged, mitigated and resolved. */
export const WHOLE: Told = [
  ["10:04:40", acknowledge()],
  ["10:20", { kind: "mark-mitigated", by: person("ana") }],
  ["10:30", resolve()],
];
