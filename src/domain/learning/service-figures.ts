import type { DateTime } from "luxon";
import { overlap, type Span } from "#domain/schedule/span.ts";
import type { Severity } from "#domain/severity.ts";
import { isReal } from "./judgement.ts";
import { type PageLoad, pageLoad } from "./page-load.ts";
import type { Past, PastIncident } from "./past.ts";
import { type Spread, spreadOf } from "./quantile.ts";

/** How long things took, in minutes. */
type Timings = {
  /** From the first page to the first answer of a person. */
  readonly acknowledge: Spread;
  /** From the start of the impact until the pain stopped. */
  readonly mitigate: Spread;
  /** From the start of the impact until it was over. */
  readonly resolve: Spread;
  /** Incidents that paged somebody and that nobody ever took. */
  readonly unanswered: number;
};

export type ServiceFigures = {
  /** Whose services' incidents were opened in the span, without false alarms and parts of others. */
  readonly incidents: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly falseAlarms: number;
  readonly timings: Timings;
  readonly load: PageLoad;
  /** Shifts of those who answer for it; one that lies half in the span is half a shift. Null where nothing is on record. */
  readonly shifts: number | null;
  readonly pagesPerShift: number | null;
};

/** The figures of one service, or of several taken together. */
export function serviceFigures(past: Past, services: readonly string[]): ServiceFigures {
  const incidents = past.incidents.filter(({ service }) => services.includes(service));
  const real = incidents.filter(isReal);
  const pages = past.pages.filter(({ service }) => services.includes(service));
  const load = pageLoad(pages, past.zoneOf);
  const shifts = shiftsOf(past, services);
  return {
    incidents: real.length,
    bySeverity: {
      SEV1: countOf(real, "SEV1"),
      SEV2: countOf(real, "SEV2"),
      SEV3: countOf(real, "SEV3"),
      SEV4: countOf(real, "SEV4"),
    },
    falseAlarms: incidents.filter(({ ending }) => ending === "false-alarm").length,
    timings: timingsOf(real),
    load,
    shifts,
    pagesPerShift: shifts === null ? null : load.pages / shifts,
  };
}

function timingsOf(incidents: readonly PastIncident[]): Timings {
  return {
    acknowledge: spreadOf(
      lengths(incidents, ({ pagedAt, times }) => [pagedAt, times.acknowledged]),
    ),
    mitigate: spreadOf(lengths(incidents, ({ times }) => [times.impact, times.mitigated])),
    resolve: spreadOf(lengths(incidents, ({ times }) => [times.impact, times.ended])),
    unanswered: incidents.filter(({ pagedAt, times }) => {
      return pagedAt !== null && times.acknowledged === null && times.ended !== null;
    }).length,
  };
}

const MINUTE = 60_000;

type Ends = readonly [DateTime | null, DateTime | null];

/** What is not known, or ends before it begins, is no length. */
function lengths(
  incidents: readonly PastIncident[],
  endsOf: (incident: PastIncident) => Ends,
): readonly number[] {
  return incidents.flatMap((incident) => {
    const [start, end] = endsOf(incident);
    if (start === null || end === null || end < start) return [];
    return [(end.toMillis() - start.toMillis()) / MINUTE];
  });
}

function countOf(incidents: readonly PastIncident[], wanted: Severity): number {
  return incidents.filter(({ severity }) => severity === wanted).length;
}

/** A shift that answers for several of the services is counted once. */
function shiftsOf({ shifts, span }: Past, services: readonly string[]): number | null {
  const own = shifts.filter((shift) => shift.services.some((one) => services.includes(one)));
  const count = own.reduce((sum, shift) => sum + shareWithin(shift, span), 0);
  return count === 0 ? null : count;
}

function shareWithin(shift: Span, span: Span): number {
  const part = overlap(shift, span);
  return part === null ? 0 : (part.end - part.start) / (shift.end - shift.start);
}
