import type { DateTime } from "luxon";
import { percent } from "#domain/objective/budget-policy.ts";
import type { PostmortemFacts } from "#domain/postmortem/facts.ts";
import type { TaskFact } from "#domain/postmortem/repair-facts.ts";
import type { ChapterName } from "#domain/postmortem/timings.ts";
import { wholeNumber } from "#domain/text.ts";
import { type Drawing, lengthWords, moment } from "./drawing.ts";

type Row = Readonly<Record<string, string>>;

/** What a template may name: words, and lists of them. What is not known says so; nothing is ever empty without a reason. */
export type Variables = {
  readonly incident: Row;
  readonly times: Row;
  readonly people: { readonly responders: readonly string[]; readonly paged: readonly string[] };
} & Readonly<
  Record<
    | "budgets"
    | "timeline"
    | "mitigations"
    | "changes"
    | "follow_ups"
    | "tasks"
    | "alerts"
    | "updates",
    readonly Row[]
  >
>;

const UNKNOWN = "not known";

export function variablesOf({ facts, zone }: Pick<Drawing, "facts" | "zone">): Variables {
  const { people, pages } = facts;
  return {
    incident: incidentOf(facts),
    times: timesOf(facts, zone),
    people: {
      responders: people.responders,
      paged: [...new Set(pages.all.map(({ to }) => to))],
    },
    ...listsOf(facts, (at) => moment(at, zone)),
  };
}

function incidentOf(facts: PostmortemFacts): Row {
  const { service, team, people } = facts;
  return {
    name: facts.name,
    number: String(facts.number),
    title: facts.title,
    description: facts.description,
    severity: facts.severity,
    status: facts.status,
    service: service.name,
    service_id: service.id,
    team: team?.name ?? UNKNOWN,
    lead: people.lead ?? "nobody",
    resolution: facts.resolution ?? UNKNOWN,
    kind: facts.isDrill ? "drill" : (facts.ending ?? "incident"),
    labels: commonLabels(facts),
  };
}

/** Those that all of its alerts have. */
function commonLabels({ alertLabels: [first = {}, ...others] }: PostmortemFacts): string {
  return Object.entries(first)
    .filter(([name, value]) => others.every((labels) => labels[name] === value))
    .map(([name, value]) => `${name}=${value}`)
    .join(", ");
}

const CHAPTERS: Readonly<Record<string, ChapterName>> = {
  impact: "impact",
  first_alert: "first-alert",
  first_page: "first-page",
  acknowledged: "acknowledged",
  mitigated: "mitigated",
  resolved: "resolved",
};

function timesOf({ timings, readAt }: PostmortemFacts, zone: string): Row {
  const chapters = Object.entries(CHAPTERS).map(([name, chapter]) => {
    const at = timings.chapters.find((one) => one.name === chapter)?.at;
    return [name, at?.kind === "known" ? moment(at.value.at, zone) : UNKNOWN];
  });
  const { impactLength: length } = timings;
  return {
    ...Object.fromEntries<string>(chapters.map(([name = "", words = UNKNOWN]) => [name, words])),
    impact_length: length.kind === "known" ? lengthWords(length.value) : UNKNOWN,
    read: moment(readAt, zone),
  };
}

type Lists = Pick<
  Variables,
  "budgets" | "timeline" | "mitigations" | "changes" | "follow_ups" | "tasks" | "alerts" | "updates"
>;

function listsOf(facts: PostmortemFacts, when: (at: DateTime) => string): Lists {
  const budgets = facts.budgets.kind === "known" ? facts.budgets.value : [];
  return {
    budgets: budgets.map(({ objective, share, quality, before, after, failed, total }) => ({
      objective,
      share: shareWords(share),
      quality,
      before: shareWords(before),
      after: shareWords(after),
      failed: failed === null ? UNKNOWN : wholeNumber(failed),
      total: total === null ? UNKNOWN : wholeNumber(total),
    })),
    timeline: facts.timeline.map(({ at, words }) => ({ at: when(at), words })),
    mitigations: facts.mitigation.map(({ text, state, outcome, note, by }) => {
      return { text, state, outcome: outcome ?? UNKNOWN, note, by: by ?? UNKNOWN };
    }),
    changes: facts.changes.map(({ at, kind, title, status, by, suspected }) => {
      const known = { at: when(at), kind, title, status };
      return { ...known, by: by ?? UNKNOWN, suspected: suspected ?? "" };
    }),
    follow_ups: facts.followUps.map((task) => taskOf(task, when)),
    tasks: facts.tasks.map((task) => taskOf(task, when)),
    alerts: facts.alerts.map(({ name, severity, state, count: many, summary }) => {
      return { name, severity, state, count: String(many), summary };
    }),
    updates: facts.updates.map(({ at, by, known, impact, doing }) => {
      return { at: when(at), by, known, impact, doing };
    }),
  };
}

function shareWords(share: number | null): string {
  return share === null ? UNKNOWN : percent(share);
}

function taskOf(
  { text, owner, due, priority, state }: TaskFact,
  when: (at: DateTime) => string,
): Row {
  const terms = { owner: owner ?? "nobody", due: due === null ? "not set" : when(due) };
  return { text, ...terms, priority: priority ?? "not set", state };
}
