import type { DateTime, Duration } from "luxon";
import { type Incident, isOpen, type TimelineEntry } from "#domain/incident/incident.ts";
import { timesOf } from "#domain/incident/times-of.ts";
import type { Moment } from "#domain/response/life.ts";
import type { BudgetFact } from "./budget-facts.ts";
import { known, type Known, unknown } from "./known.ts";

export type ChapterName =
  | "impact"
  | "first-alert"
  | "first-page"
  | "acknowledged"
  | "mitigated"
  | "resolved";

/** When something happened, and how that is known, in words that follow the time. */
type Told = { readonly at: DateTime; readonly from: string };

/** When a chapter of the incident began. */
export type Chapter = {
  readonly name: ChapterName;
  readonly at: Known<Told>;
  /** Since the last chapter before it that is known; negative where the times are out of order. */
  readonly after: { readonly name: ChapterName; readonly length: Duration } | null;
};

export type Timings = {
  /** In the order in which they should come. */
  readonly chapters: readonly Chapter[];
  /** From the start of impact until it was mitigated. */
  readonly impactLength: Known<Duration>;
};

type Sources = {
  readonly incident: Incident;
  readonly entries: readonly TimelineEntry[];
  readonly pages: readonly { readonly createdAt: DateTime; readonly state: string }[];
  readonly budgets: readonly BudgetFact[];
};

/** When what began, how that is known, and how long it took since what came before; what is not known says why. */
export function timingsOf(sources: Sources): Timings {
  const told: readonly (readonly [ChapterName, Known<Told>])[] = [
    ["impact", impactOf(sources)],
    ["first-alert", firstAlertOf(sources)],
    ["first-page", firstPageOf(sources)],
    ["acknowledged", acknowledgedOf(sources)],
    ["mitigated", mitigatedOf(sources)],
    ["resolved", resolvedOf(sources)],
  ];
  return { chapters: withGaps(told), impactLength: impactLengthOf(sources, told) };
}

/** As people gave it, else as the metric shows it, else as the alerts say. */
function impactOf({ incident, entries, budgets }: Sources): Known<Told> {
  const { impact, startedAt, openedBy } = incident;
  if (impact.start !== null) return known({ at: impact.start, from: "as people gave it" });
  if (isCorrected(entries, "impact"))
    return known({ at: startedAt, from: "as people corrected it" });
  const starts = budgets.flatMap((budget) => (budget.impact === null ? [] : [budget.impact.start]));
  const first = earliest(starts);
  if (first !== null) return known({ at: first, from: "as the metric shows" });
  const from =
    openedBy.kind === "source"
      ? "as the first alert says, which starts late"
      : "when somebody said that it began";
  return known({ at: startedAt, from });
}

function firstAlertOf({ entries }: Sources): Known<Told> {
  for (const { at, by, event } of entries) {
    if (event.kind === "opened" && by.kind === "source") {
      return known({ at: event.startedAt, from: "since when the alert fires" });
    }
    if (event.kind === "alerts-joined") return known({ at, from: "when the alert came" });
  }
  return unknown("it was declared by hand, and no alert came");
}

function firstPageOf({ pages }: Sources): Known<Told> {
  if (pages.length === 0) return unknown("nobody was paged");
  const sent = pages.filter(({ state }) => state === "sent").map(({ createdAt }) => createdAt);
  const first = earliest(sent);
  if (first === null) return unknown("no page is known to have arrived");
  return known({ at: first, from: "when it was sent" });
}

function latest(moments: readonly DateTime[]): DateTime | null {
  return moments.toSorted((a, b) => b.toMillis() - a.toMillis())[0] ?? null;
}

function earliest(moments: readonly DateTime[]): DateTime | null {
  return moments.toSorted((a, b) => a.toMillis() - b.toMillis())[0] ?? null;
}

function acknowledgedOf({ incident, entries }: Sources): Known<Told> {
  const { acknowledged: at } = timesOf(incident);
  if (at === null) return unknown("nobody acknowledged it");
  return known({ at, from: said(entries, "acknowledged", "when somebody took it") });
}

function mitigatedOf({ incident, entries }: Sources): Known<Told> {
  const { mitigated: at } = timesOf(incident);
  if (at === null) return unknown("it has not been mitigated");
  const isSaid = incident.life.mitigatedAt !== null;
  const usual = isSaid
    ? "when somebody said so"
    : "taken from the end of the alerts, since nobody said when";
  return known({ at, from: said(entries, "mitigated", usual) });
}

function resolvedOf({ incident, entries }: Sources): Known<Told> {
  const { ended: at } = timesOf(incident);
  if (at === null) return unknown("it is not over");
  if (incident.mergedInto !== undefined) {
    return known({ at, from: `when it was merged into INC-${incident.mergedInto}` });
  }
  const isByHand = incident.resolvedBy?.kind === "person";
  const usual = isByHand
    ? "when somebody resolved it"
    : "when its alerts had been over for a while";
  return known({ at, from: said(entries, "ended", usual) });
}

function said(entries: Sources["entries"], moment: Moment, usual: string): string {
  return isCorrected(entries, moment) ? "as people corrected it" : usual;
}

function isCorrected(entries: Sources["entries"], moment: Moment): boolean {
  return entries.some(({ event }) => event.kind === "time-corrected" && event.moment === moment);
}

function withGaps(told: readonly (readonly [ChapterName, Known<Told>])[]): readonly Chapter[] {
  let before: { readonly name: ChapterName; readonly at: DateTime } | null = null;
  const chapters: Chapter[] = [];
  for (const [name, at] of told) {
    if (at.kind === "unknown") {
      chapters.push({ name, at, after: null });
      continue;
    }
    const here = at.value.at;
    const after = before === null ? null : { name: before.name, length: here.diff(before.at) };
    chapters.push({ name, at, after });
    before = { name, at: here };
  }
  return chapters;
}

/** Until people say it ended, else as the metric shows, else until it was mitigated. */
function impactLengthOf(
  { incident, budgets }: Sources,
  told: readonly (readonly [ChapterName, Known<Told>])[],
): Known<Duration> {
  const at = new Map(told);
  const [start, mitigated] = [at.get("impact"), at.get("mitigated")];
  if (mitigated?.kind !== "known" || start?.kind !== "known") {
    return unknown(isOpen(incident) ? "it goes on" : "when it ended is not known");
  }
  const measured = budgets.flatMap(({ impact }) => (impact === null ? [] : [impact.end]));
  const end = incident.impact.end ?? latest(measured) ?? mitigated.value.at;
  if (end < start.value.at) return unknown("the times are out of order");
  return known(end.diff(start.value.at));
}
