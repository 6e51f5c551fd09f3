import { DateTime } from "luxon";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { homeZone } from "#domain/configuration/home-zone.ts";
import { type Learning, learningOf } from "#domain/learning/learning.ts";
import type { Past, PastShift } from "#domain/learning/past.ts";
import type { Span } from "#domain/schedule/span.ts";
import { DAY } from "#domain/schedule/wall-time.ts";
import { answersFor } from "#domain/service/find-schedules.ts";
import type { Engine } from "#engine/engine.ts";
import { readClock } from "#store/database/clock.ts";
import type { Connection } from "#store/database/database.ts";
import { readShifts } from "#store/duty/shifts.ts";
import { budgetDays } from "#store/learning/budget-days.ts";
import { pastFollowUps } from "#store/learning/past-follow-ups.ts";
import { pastIncidents, pastPages } from "#store/learning/past-incidents.ts";

/** Whose figures are wanted. */
export type LearningSubject =
  | { readonly kind: "team"; readonly team: string }
  | { readonly kind: "service"; readonly service: string }
  | { readonly kind: "all" };

export type LearningEngine = Pick<
  Engine,
  "database" | "configuration" | "rotas" | "objectives" | "logger"
>;

/** What can be learned from a span of a service, or of the services of a team. */
export async function readLearning(
  engine: LearningEngine,
  subject: LearningSubject,
  span: Span,
): Promise<Learning> {
  return learningOf(await readPast(engine, subject, span));
}

/** All that happened then, at one moment; follow-ups may be wanted of longer. */
export async function readPast(
  engine: LearningEngine,
  subject: LearningSubject,
  span: Span,
  ofFollowUps: Span = span,
): Promise<Past> {
  const { database, configuration, rotas, logger } = engine;
  const { kysely } = database;
  const known = configuration();
  const services = servicesOf(known, subject);
  const now = await readClock(kysely);
  const unreadable: number[] = [];
  const incidents = await inParts(span, (part) =>
    pastIncidents(kysely, services, part, (id) => unreadable.push(id)),
  );
  if (unreadable.length > 0)
    logger.warn({ incidents: unreadable }, "left out of figures: not readable");
  const schedules = [...rotas.rotas(known).schedules.values()];
  return {
    span,
    asOf: DateTime.min(now, DateTime.fromMillis(span.end, { zone: "utc" })),
    services,
    incidents,
    unreadable,
    pages: await inParts(span, (part) => pastPages(kysely, services, part)),
    followUps: await pastFollowUps(kysely, services, ofFollowUps),
    budgets: await budgetDays(kysely, objectivesOf(engine, services), span),
    shifts: await shiftsFor(kysely, { known, services, span, now }),
    zoneOf: remembered((person) => homeZone(known, person, schedules)),
  };
}

/** No question takes so long that the database gives it up. */
const MOST_AT_ONCE = 28 * DAY;

async function inParts<Found>(
  { start, end }: Span,
  read: (part: Span) => Promise<readonly Found[]>,
): Promise<readonly Found[]> {
  const found: (readonly Found[])[] = [];
  for (let at = start; at < end; at += MOST_AT_ONCE) {
    found.push(await read({ start: at, end: Math.min(end, at + MOST_AT_ONCE) }));
  }
  return found.flat();
}

/** Thousands of pages ask for the same few people. */
function remembered(find: (person: string) => string): (person: string) => string {
  const known = new Map<string, string>();
  return (person) => {
    const zone = known.get(person) ?? find(person);
    known.set(person, zone);
    return zone;
  };
}

/** In the order of muster.yaml; none for what is not there. */
function servicesOf(
  { services }: Pick<Configuration, "services">,
  subject: LearningSubject,
): readonly string[] {
  const all = [...services.values()];
  switch (subject.kind) {
    case "all":
      return all.map(({ id }) => id);
    case "service":
      return services.has(subject.service) ? [subject.service] : [];
    case "team":
      return all.filter(({ team }) => team === subject.team).map(({ id }) => id);
  }
}

function objectivesOf(
  { objectives }: LearningEngine,
  services: readonly string[],
): readonly string[] {
  return objectives().flatMap(({ id, service }) => (services.includes(service) ? [id] : []));
}

type ShiftsWanted = {
  readonly known: Configuration;
  readonly services: readonly string[];
  readonly span: Span;
  readonly now: DateTime;
};

/** Those on record; one that runs is as long as it is until now. */
async function shiftsFor(
  connection: Connection,
  { known, services, span, now }: ShiftsWanted,
): Promise<readonly PastShift[]> {
  const answered = new Map(
    [...known.schedules.keys()].map((schedule) => {
      return [
        schedule,
        services.filter((service) => answersFor(known, schedule, service)),
      ] as const;
    }),
  );
  const wanted = [...answered].flatMap(([schedule, own]) => (own.length > 0 ? [schedule] : []));
  const shifts = await readShifts(connection, span, wanted);
  return shifts.map(({ schedule, start, end }) => ({
    start: start.toMillis(),
    end: (end ?? now).toMillis(),
    services: answered.get(schedule) ?? [],
  }));
}
