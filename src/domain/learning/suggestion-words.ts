import { percent } from "#domain/objective/budget-policy.ts";
import { oneLine } from "#domain/text.ts";
import type { PastFollowUp } from "./past.ts";
import type { RuleFigures } from "./rule-figures.ts";
import { incidentNames, type Suggestion } from "./suggestions.ts";

const NAME_LENGTH = 80;
const MOST_NAMED = 4;

/** What is to be done and why, as plain text: names of alerts and titles in it were written by others. */
export function suggestionWords(suggestion: Suggestion): string {
  switch (suggestion.kind) {
    case "never-actionable":
      return `${ruleName(suggestion.rule)} paged in ${incidents(suggestion.rule.paging.length)}, never actionable (${suggestion.rule.judged} judged): change or delete it.`;
    case "seldom-actionable":
      return `${ruleName(suggestion.rule)} was actionable in ${suggestion.rule.actionable} of ${suggestion.rule.judged} incidents: raise its threshold, or let it wait longer.`;
    case "never-judged":
      return `${ruleName(suggestion.rule)} paged in ${incidents(suggestion.rule.paging.length)} and nobody said whether it was worth it: answer when they end.`;
    case "wakes-often":
      return `${ruleName(suggestion.rule)} woke somebody ${suggestion.rule.load.wakeUps} times: mend the cause, or let it wait until morning.`;
    case "urgent-overdue":
      return `${countOf(suggestion.followUps, "P0 follow-up is", "P0 follow-ups are")} overdue: ${followUps(suggestion.followUps)}.`;
    case "postmortems-overdue":
      return `${countOf(suggestion.followUps, "postmortem is", "postmortems are")} overdue: ${names(suggestion.followUps.map(({ incident }) => incident))}.`;
    case "repeated": {
      const { title, incidents: all } = suggestion.cause;
      return `“${oneLine(title, NAME_LENGTH)}” came ${all.length} times (${names(all)}) and has no follow-up: make one.`;
    }
    case "repairs-late":
      return `Of ${suggestion.due} repairs that were due, ${suggestion.kept} are done: do fewer, or make room for them.`;
    case "overdrawn":
      return `The error budget of ${oneLine(suggestion.objective, NAME_LENGTH)} is overdrawn by ${percent(-suggestion.remaining)}: reliability goes first.`;
  }
}

/** What figures lack; null when they are of everything. */
export function unreadableWords(unreadable: readonly number[]): string | null {
  if (unreadable.length === 0) return null;
  return `Not counted, because this version of Muster cannot read it: ${names(unreadable)}.`;
}

/** Which repairs, the oldest first. */
export function followUps(all: readonly PastFollowUp[]): string {
  const named = all.slice(0, MOST_NAMED).map(({ incident, text }) => {
    return `${names([incident])} ${oneLine(text, NAME_LENGTH)}`;
  });
  return listed(named, all.length);
}

function names(all: readonly number[]): string {
  return listed(incidentNames(all.slice(0, MOST_NAMED)), all.length);
}

function listed(named: readonly string[], count: number): string {
  const rest = count - named.length;
  return rest > 0 ? `${named.join(", ")} and ${rest} more` : named.join(", ");
}

function ruleName({ alert, service }: RuleFigures): string {
  return `${oneLine(alert, NAME_LENGTH)} (${service})`;
}

function incidents(count: number): string {
  return count === 1 ? "1 incident" : `${count} incidents`;
}

function countOf(all: readonly unknown[], one: string, many: string): string {
  return `${all.length} ${all.length === 1 ? one : many}`;
}
