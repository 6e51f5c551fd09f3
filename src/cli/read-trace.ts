import { incidentName, type Incident, type TimelineEntry } from "#domain/incident/incident.ts";
import { isWaiting } from "#domain/reach.ts";
import { entryWords } from "#domain/timeline/entry-words.ts";
import { PLAIN } from "#domain/timeline/export-timeline.ts";
import type { TimelinePen } from "#domain/timeline/timeline-pen.ts";
import { type Moment, type Step, stepsOf } from "#domain/trace.ts";
import { placeOf } from "#engine/place.ts";
import { type Telling, tellingsOfIncident } from "#store/alert/told-incidents.ts";
import type { Connection } from "#store/database/database.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { type PageWay, type TriedWay, waysOfPages } from "#store/page/page-ways.ts";
import { type Page, pagesOfIncident } from "#store/page/pages.ts";

/** The way of the alerts of one incident. */
export type IncidentTrace = {
  readonly incident: Incident;
  readonly name: string;
  readonly steps: readonly Step[];
  /** Ways of pages that are still to be tried, or tried again. */
  readonly waiting: readonly TriedWay[];
};

const PEN: TimelinePen = { ...PLAIN, nameOf: (person) => person };

/** What pages and ways tell with more detail than the timeline. */
const TOLD_ELSEWHERE = new Set(["paged", "page-sent", "page-dropped", "way-failed"]);

/** Everything that is known of how an incident came to be, who was paged and who answered. */
export async function readIncidentTrace(
  connection: Connection,
  incident: Incident,
): Promise<IncidentTrace> {
  const { id } = incident;
  const ways = await waysOfPages(connection, id);
  const moments = [
    ...(await tellingsOfIncident(connection, id)).flatMap(momentsOfTelling),
    ...(await readTimeline(connection, id, () => undefined)).flatMap(momentsOfEntry),
    ...(await pagesOfIncident(connection, id)).map(momentOfPage),
    ...ways.flatMap(momentsOfWay),
  ];
  const waiting = ways.filter(({ state }) => isWaiting(state));
  return { incident, name: incidentName(id), steps: stepsOf(moments), waiting };
}

export function momentsOfTelling({
  delivery,
  source,
  receivedAt,
  toldAt,
}: Omit<Telling, "incident">): readonly Moment[] {
  return [
    { kind: "delivery-stored", delivery, source, at: receivedAt },
    { kind: "delivery-worked-off", delivery, at: toldAt },
  ];
}

function momentsOfEntry({ at, by, event }: TimelineEntry): readonly Moment[] {
  if (TOLD_ELSEWHERE.has(event.kind)) return [];
  const words = entryWords({ at, by, event }, PEN);
  return [{ kind: "told", event: event.kind, words, at }];
}

function momentOfPage({ id, target, reason, createdAt }: Page): Moment {
  return { kind: "page-decided", page: id, target: placeOf(target), reason, at: createdAt };
}

function momentsOfWay(one: PageWay): readonly Moment[] {
  const { page, attempt, way, state, error, begunAt, endedAt } = one;
  const begun: readonly Moment[] =
    begunAt === null ? [] : [{ kind: "attempt-begun", page, attempt, way, at: begunAt }];
  if (endedAt === null) return begun;
  return [...begun, { kind: "attempt-ended", page, attempt, way, state, error, at: endedAt }];
}
