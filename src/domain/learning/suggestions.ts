import { incidentName, IncidentId } from "#domain/incident/incident.ts";
import type { Learning } from "./learning.ts";
import type { PastFollowUp } from "./past.ts";
import type { RepeatedCause } from "./repeated-causes.ts";
import type { RuleFigures } from "./rule-figures.ts";

/** What a team could do so that the next weeks are better; its words are data, to be shown as plain text. */
export type Suggestion =
  | { readonly kind: "never-actionable"; readonly rule: RuleFigures }
  | { readonly kind: "seldom-actionable"; readonly rule: RuleFigures }
  | { readonly kind: "never-judged"; readonly rule: RuleFigures }
  | { readonly kind: "wakes-often"; readonly rule: RuleFigures }
  | { readonly kind: "urgent-overdue"; readonly followUps: readonly PastFollowUp[] }
  | { readonly kind: "postmortems-overdue"; readonly followUps: readonly PastFollowUp[] }
  | { readonly kind: "repeated"; readonly cause: RepeatedCause }
  | { readonly kind: "repairs-late"; readonly due: number; readonly kept: number }
  | { readonly kind: "overdrawn"; readonly objective: string; readonly remaining: number };

const MOST_SUGGESTIONS = 3;

/** One or two judgements may be chance. */
const ENOUGH_JUDGED = 3;
const SELDOM = 0.5;
const OFTEN_PAGED = 5;
const OFTEN_WOKEN = 3;
const ENOUGH_DUE = 3;

/** The three that matter most, one for each subject; no suggestion is better than one that is not well founded. */
export function suggest(learning: Learning): readonly Suggestion[] {
  return [
    ...urgentOverdue(learning),
    ...neverActionable(learning.rules),
    ...postmortemsOverdue(learning),
    ...overdrawn(learning),
    ...learning.repeated.map((cause) => ({ kind: "repeated", cause }) as const),
    ...othersOfRules(learning.rules),
    ...repairsLate(learning),
  ]
    .filter(isNewSubject())
    .slice(0, MOST_SUGGESTIONS);
}

/** Numbers of incidents as people say them. */
export function incidentNames(incidents: readonly number[]): readonly string[] {
  return incidents.map((number) => incidentName(IncidentId.parse(number)));
}

function urgentOverdue({ repairs }: Learning): readonly Suggestion[] {
  const followUps = repairs.overdue.filter(({ isP0 }) => isP0);
  return followUps.length === 0 ? [] : [{ kind: "urgent-overdue", followUps }];
}

function neverActionable(rules: readonly RuleFigures[]): readonly Suggestion[] {
  return rules
    .filter(({ judged, actionable }) => judged >= ENOUGH_JUDGED && actionable === 0)
    .filter(({ paging }) => paging.length > 0)
    .map((rule) => ({ kind: "never-actionable", rule }));
}

function postmortemsOverdue({ overduePostmortems: followUps }: Learning): readonly Suggestion[] {
  return followUps.length === 0 ? [] : [{ kind: "postmortems-overdue", followUps }];
}

function overdrawn({ budgets }: Learning): readonly Suggestion[] {
  return budgets.flatMap(({ objective, remaining }) => {
    if (remaining === null || remaining >= 0) return [];
    return [{ kind: "overdrawn", objective, remaining } as const];
  });
}

function othersOfRules(rules: readonly RuleFigures[]): readonly Suggestion[] {
  const seldom = rules.filter(({ judged, actionable, precision }) => {
    return judged > ENOUGH_JUDGED && actionable > 0 && precision !== null && precision < SELDOM;
  });
  const waking = rules.filter(({ load }) => load.wakeUps >= OFTEN_WOKEN);
  const silent = rules.filter(({ judged, paging }) => judged === 0 && paging.length >= OFTEN_PAGED);
  return [
    ...seldom.map((rule) => ({ kind: "seldom-actionable", rule }) as const),
    ...waking.map((rule) => ({ kind: "wakes-often", rule }) as const),
    ...silent.map((rule) => ({ kind: "never-judged", rule }) as const),
  ];
}

function repairsLate({ repairs: { due, kept } }: Learning): readonly Suggestion[] {
  return due >= ENOUGH_DUE && kept * 2 < due ? [{ kind: "repairs-late", due, kept }] : [];
}

/** Of what is said twice of the same alert the first is enough. */
function isNewSubject(): (suggestion: Suggestion) => boolean {
  const seen = new Set<string>();
  return (suggestion) => {
    const subject = "rule" in suggestion ? ruleName(suggestion.rule) : JSON.stringify(suggestion);
    return !seen.has(subject) && seen.add(subject).has(subject);
  };
}

function ruleName({ service, alert }: RuleFigures): string {
  return JSON.stringify([service, alert]);
}
