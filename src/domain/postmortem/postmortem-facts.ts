import type { DateTime, Duration } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { Labels } from "#domain/alert/alert.ts";
import { matchersText } from "#domain/alert/silence-matcher.ts";
import { incidentName, type Incident, type TimelineEntry } from "#domain/incident/incident.ts";
import type { ServiceChange } from "#domain/service-change.ts";
import { suspect } from "#domain/suspect-change.ts";
import { PLAIN } from "#domain/timeline/export-timeline.ts";
import { actorName, targetName, type TimelinePen } from "#domain/timeline/timeline-pen.ts";
import { alertFacts, type NotedAlert } from "./alert-facts.ts";
import type { BudgetFact, ChartFact } from "./budget-facts.ts";
import type { ChangeFact, PostmortemFacts, SilenceFact } from "./facts.ts";
import { known, type Known } from "./known.ts";
import { type NotedPage, pageFacts } from "./page-facts.ts";
import { peopleFacts } from "./people-facts.ts";
import { stepFacts, taskFacts } from "./repair-facts.ts";
import { timelineFacts, updateFacts } from "./timeline-facts.ts";
import { type Timings, timingsOf } from "./timings.ts";

/** What is remembered of an incident, and what the configuration calls it all. */
export type Remembered = {
  readonly incident: Incident;
  readonly entries: readonly TimelineEntry[];
  readonly service: PostmortemFacts["service"];
  readonly team: PostmortemFacts["team"];
  readonly alerts: readonly (NotedAlert & { readonly labels: Labels })[];
  /** How many their sender left out. */
  readonly hiddenAlerts: number;
  readonly pages: readonly NotedPage[];
  readonly changes: readonly ServiceChange[];
  /** How long before the start of impact changes were looked for. */
  readonly lookBack: Duration;
  readonly budgets: Known<readonly BudgetFact[]>;
  readonly charts: readonly ChartFact[];
  readonly runbook: { readonly title: string; readonly link: string | null } | null;
  readonly dashboard: PostmortemFacts["dashboard"];
  readonly names: {
    readonly person: (id: string) => string;
    readonly role: (id: string) => string;
    readonly zone: (person: string) => string;
  };
  readonly now: DateTime;
};

/** Everything that a postmortem tells, from what is remembered; nothing is guessed, and what is not known says why. */
export function postmortemFacts(remembered: Remembered): PostmortemFacts {
  const { incident, entries, alerts, names, now } = remembered;
  const pen: TimelinePen = { ...PLAIN, nameOf: names.person };
  const nameOf = nameWith.bind(null, pen);
  const budgets = remembered.budgets.kind === "known" ? remembered.budgets.value : [];
  const { life } = incident;
  const timings = timingsOf({ incident, entries, pages: remembered.pages, budgets });
  return {
    number: incident.id,
    name: incidentName(incident.id),
    title: incident.title,
    severity: incident.severity,
    status: incident.status,
    description: life.description,
    isDrill: life.isDrill,
    ending: life.ending,
    resolution: life.resolution,
    service: remembered.service,
    team: remembered.team,
    alertLabels: alerts.map(({ labels }) => labels),
    people: peopleFacts({ incident, entries, nameOf, roleName: names.role }),
    timings,
    budgets: mostUsedFirst(remembered.budgets),
    timeline: timelineFacts(entries, pen),
    mitigation: stepFacts(incident.mitigation.steps, nameOf),
    changes: changeFacts(remembered, startOf(timings) ?? incident.startedAt),
    changesSince: incident.startedAt.minus(remembered.lookBack),
    tasks: taskFacts(incident.tasks, "task", nameOf),
    followUps: taskFacts(incident.tasks, "followup", nameOf),
    runbook: runbookOf(remembered),
    dashboard: remembered.dashboard,
    alerts: alertFacts(alerts),
    alertsLeftOut: leftOut(remembered),
    charts: remembered.charts,
    silences: silenceFacts(incident, nameOf),
    updates: updateFacts(entries, nameOf),
    pages: pageFacts(remembered.pages, {
      nameOf: (target) => targetName(target, pen),
      zoneOf: names.zone,
    }),
    readAt: now,
  };
}

function nameWith(pen: TimelinePen, actor: Actor): string {
  return actorName(actor, pen);
}

function leftOut({ incident, alerts, hiddenAlerts }: Remembered): number {
  const { firing, muted, ended } = incident.alerts;
  return Math.max(0, firing + muted + ended - alerts.length) + hiddenAlerts;
}

function mostUsedFirst(budgets: Remembered["budgets"]): Remembered["budgets"] {
  if (budgets.kind === "unknown") return budgets;
  return known(budgets.value.toSorted((a, b) => (b.share ?? -1) - (a.share ?? -1)));
}

function startOf({ chapters }: Timings): DateTime | null {
  const impact = chapters.find(({ name }) => name === "impact");
  return impact?.at.kind === "known" ? impact.at.value.at : null;
}

/** The newest first, as on the card; the one that could be the cause says why. What came after the start is none. */
function changeFacts({ changes }: Remembered, start: DateTime): readonly ChangeFact[] {
  const before = changes.filter((change) => change.at <= start);
  const cause = suspect(before, start);
  return before.map((change) => {
    const { kind, title, status, at, endedAt, by, link, revision, environment } = change;
    const suspected = change === cause?.change ? `it is the last change: ${cause.reason}` : null;
    return { kind, title, status, at, endedAt, by, link, revision, environment, suspected };
  });
}

/** Steps taken from a page say which one it was, whatever is found today. */
function runbookOf({ incident, runbook }: Remembered): PostmortemFacts["runbook"] {
  const { runbook: planned, steps } = incident.mitigation;
  const used = planned !== null && steps.some(({ key, state }) => key === null && state !== "open");
  if (planned !== null && planned !== runbook?.title) return { title: planned, link: null, used };
  return runbook === null ? null : { ...runbook, used };
}

function silenceFacts(
  { silences }: Incident,
  nameOf: (actor: Actor) => string,
): readonly SilenceFact[] {
  return silences.map(({ source, matchers, by, comment, askedAt, until, isOver, link }) => {
    const words = { matchers: matchersText(matchers), by: nameOf(by) };
    return { source, ...words, comment, askedAt, until, isOver, link };
  });
}
