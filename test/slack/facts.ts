import { RoleTable } from "#domain/configuration/roles-configuration.ts";
import { type Incident, IncidentId } from "#domain/incident/incident.ts";
import { SeverityTable } from "#domain/severity.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import type { IncidentAlert } from "#store/alert/incident-alerts.ts";
import type { Page } from "#store/page/pages.ts";
import type { SlackChannel } from "#store/slack/slack-channels.ts";
import {
  alertsChanged,
  at,
  incident,
  person,
  policy,
  roster,
  target,
} from "#test/support/build.ts";

type Open = Parameters<typeof incident>[0];

const NAMES: Readonly<Record<string, string>> = { ana: "Ana Lima", ben: "Ben Okafor" };

export function nameOf(id: string): string {
  return NAMES[id] ?? id;
}

/** Payments are slow: an incident with a runbook page and a dashboard, and whatever else a test wants. */
export function facts(state: Incident, more: Partial<IncidentFacts> = {}): IncidentFacts {
  return {
    incident: state,
    service: { id: "payments", name: "Payments", team: "pay", policy: "usual", dashboards: [] },
    team: { id: "pay", name: "Pay", channel: "#team-pay", members: ["ana"], report: "off" },
    severityRules: SeverityTable.parse({})[state.severity],
    schedules: new Map(),
    roles: RoleTable.parse({}),
    home: "#team-pay",
    alerts: [alert("web-1"), alert("web-2")],
    hiddenAlerts: 0,
    runbook: { kind: "page", slug: "latency", title: "Latency is too high", source: "alert" },
    runbookUrl: "https://muster.example/runbooks/latency",
    offeredSteps: [],
    dashboard: { title: "Latency", url: "https://grafana.example/d/abc" },
    links: [{ title: "Logs", url: "https://logs.example/?q=a&b" }],
    webUrl: null,
    sourceUrl: "https://prometheus.example/graph?g0.expr=up",
    pages: [page()],
    silences: new Map(),
    changes: [],
    budgets: [],
    suggestion: null,
    now: at("10:01"),
    ...more,
  };
}

export function alert(instance: string, more: Partial<IncidentAlert> = {}): IncidentAlert {
  return {
    source: "prod",
    fingerprint: instance,
    name: "HighLatency",
    severity: "SEV2",
    state: "firing",
    missingSince: null,
    labels: { alertname: "HighLatency", instance, job: "pay" },
    annotations: {},
    generatorUrl: null,
    notes: [],
    ...more,
  };
}

export function page(more: Partial<Page> = {}): Page {
  return {
    id: 1,
    incident: incident().id,
    step: 1,
    target: target("ana"),
    reason: "new incident",
    state: "sent",
    slack: "sent",
    urgency: "high",
    kind: "call",
    createdAt: at("10:00"),
    ...more,
  };
}

export function ownChannel(more: Partial<SlackChannel> = {}): SlackChannel {
  return {
    incident: incident().id,
    name: "inc-42-payments-are-slow",
    channel: "C0INCIDENT42",
    topic: null,
    purpose: null,
    invited: [],
    bookmarks: [],
    pinned: null,
    trouble: null,
    archiveToldAt: null,
    archivedAt: null,
    ...more,
  };
}

/** Ana is on the first level and Ben on the second. */
const usual: Open = {
  policy: policy(2, {}),
};

const anaThenBen: Open = {
  policy: {
    ...policy(),
    levels: [
      { ...firstLevel(), notify: [{ person: "ana" }] },
      { ...firstLevel(), notify: [{ person: "ben" }] },
    ],
  },
};

/** Three of seven alerts fire and one is muted. */
const counted = alertsChanged({ counts: { firing: 3, muted: 1, ended: 3 }, joined: joined() });

export function triggered(more: Open = {}): Incident {
  return incident({ ...anaThenBen, ...more }, ["10:00", counted]);
}

export function acknowledged(more: Open = {}): Incident {
  const acknowledge = { kind: "acknowledge", by: person("ben") } as const;
  return incident({ ...anaThenBen, ...more }, ["10:00", counted], ["10:04", acknowledge]);
}

export function resolved(more: Open = {}): Incident {
  const resolve = { kind: "resolve", by: person("ben"), reason: "fixed" } as const;
  return incident({ ...anaThenBen, ...more }, ["10:00", counted], ["11:04", resolve]);
}

/** Merged into INC-7. */
export function merged(more: Open = {}): Incident {
  const into = incident({ id: IncidentId.parse(7) });
  const merge = { kind: "merge", by: person("ben"), into } as const;
  return incident({ ...anaThenBen, ...more }, ["10:00", counted], ["10:04", merge]);
}

export function snoozed(more: Open = {}): Incident {
  const snooze = { kind: "snooze", by: person("ben"), until: at("11:00") } as const;
  return incident({ ...anaThenBen, ...more }, ["10:00", counted], ["10:04", snooze]);
}

export function onLevelTwo(more: Open = {}): Incident {
  const escalate = {
    kind: "escalate",
    by: person("ana"),
    roster: roster(["ana"], ["ben"]),
  } as const;
  return incident({ ...anaThenBen, ...more }, ["10:00", counted], ["10:02", escalate]);
}

export function exhausted(more: Open = {}): Incident {
  const escalate = {
    kind: "escalate",
    by: person("ana"),
    roster: roster(["ana"], ["ben"]),
  } as const;
  return incident({ ...anaThenBen, ...more }, ["10:01", escalate], ["10:02", escalate]);
}

export function quiet(more: Open = {}): Incident {
  const over = alertsChanged({
    counts: { firing: 0, muted: 0, ended: 7 },
    ended: { names: ["HighLatency"], count: 3 },
  });
  return incident({ ...anaThenBen, ...more }, ["10:00", counted], ["10:10", over]);
}

export function unpaged(more: Open = {}): Incident {
  return incident({ ...usual, severity: "SEV4", pages: false, ...more });
}

function firstLevel(): NonNullable<Incident["paging"]["policy"]["levels"][number]> {
  const [level] = policy().levels;
  if (level === undefined) throw new Error("A policy has a level.");
  return level;
}

function joined(): { names: readonly string[]; count: number } {
  return { names: ["HighLatency"], count: 7 };
}
