import { isReal, judgementOf } from "./judgement.ts";
import { type PageLoad, pageLoad } from "./page-load.ts";
import type { Past, PastIncident, PastPage } from "./past.ts";

/** What one alert of one service did. */
export type RuleFigures = {
  readonly alert: string;
  readonly service: string;
  /** Incidents that it opened, whatever they turned out to be. */
  readonly opened: number;
  /** Of these, what was neither a false alarm nor a part of another incident. */
  readonly found: number;
  /** Incidents that it opened and that paged somebody, by number. */
  readonly paging: readonly number[];
  /** Of what it opened, what somebody judged: worth a page, or not. */
  readonly judged: number;
  readonly actionable: number;
  /** The share of what was judged that was worth a page; null when nothing was. */
  readonly precision: number | null;
  readonly load: PageLoad;
};

type Subject = { readonly alert: string; readonly service: string };

/** Of every alert that opened an incident or paged somebody; what paged most comes first. */
export function ruleFigures(past: Past): readonly RuleFigures[] {
  const incidents = byRule(past.incidents);
  const pages = byRule(past.pages);
  const rules = [...new Set([...incidents.keys(), ...pages.keys()])];
  return rules
    .map((rule) => figuresOf(past, incidents.get(rule) ?? [], pages.get(rule) ?? []))
    .filter((figures) => figures !== null)
    .toSorted(worstFirst);
}

function figuresOf(
  { zoneOf }: Past,
  incidents: readonly PastIncident[],
  pages: readonly PastPage[],
): RuleFigures | null {
  const [subject] = [...incidents, ...pages];
  if (subject === undefined || subject.alert === null) return null;
  const judgements = incidents.map(judgementOf);
  const actionable = judgements.filter((one) => one === "actionable").length;
  const judged = actionable + judgements.filter((one) => one === "not-actionable").length;
  return {
    alert: subject.alert,
    service: subject.service,
    opened: incidents.length,
    found: incidents.filter(isReal).length,
    paging: [...new Set(pages.map(({ incident }) => incident))],
    judged,
    actionable,
    precision: judged === 0 ? null : actionable / judged,
    load: pageLoad(pages, zoneOf),
  };
}

/** What a person declared belongs to no alert. */
function byRule<One extends { readonly alert: string | null; readonly service: string }>(
  all: readonly One[],
): ReadonlyMap<string, readonly One[]> {
  const named = all.filter(({ alert }) => alert !== null);
  return Map.groupBy(named, ({ alert, service }) => JSON.stringify([service, alert]));
}

function worstFirst(one: RuleFigures, other: RuleFigures): number {
  const difference = other.load.pages - one.load.pages || other.opened - one.opened;
  return difference === 0 ? nameOf(one).localeCompare(nameOf(other)) : difference;
}

function nameOf({ service, alert }: Subject): string {
  return `${service}/${alert}`;
}
