import * as fc from "fast-check";
import type { DateTime } from "luxon";
import { expect, it } from "vitest";
import { z } from "zod";
import { Actor } from "#domain/actor.ts";
import { personOf } from "#domain/incident/ack-timeout.ts";
import { apply, decide } from "#domain/incident/decide-incident.ts";
import { opened } from "#domain/incident/evolve-incident.ts";
import {
  Incident,
  IncidentEvent,
  isOpen,
  isTaken,
  type TimelineEntry,
} from "#domain/incident/incident.ts";
import { Instant } from "#domain/schema.ts";
import { asOpened, plain, tick } from "#test/support/build.ts";
import { born, live, type Moment, someLife } from "#test/support/lives.ts";
import { runs } from "#test/support/property-runs.ts";

/** What an incident that goes on as another one may still be told: nothing that anybody does about it. */
const AFTER_MERGE: ReadonlySet<string> = new Set([
  "page-failed",
  "postmortem-judged",
  "postmortem-decision-asked",
  "task-added",
  "task-dropped",
]);

const Stored = z.object({ at: Instant, by: Actor, event: IncidentEvent });

it("An incident is what its timeline tells, read back from storage", () => {
  const property = fc.property(someLife, (life) => {
    const { incident, timeline } = born(life);
    const moments = live(life);
    const lines = [...timeline, ...moments.flatMap(({ events }) => events)];

    const [first, ...rest] = lines.map((line) => Stored.parse(plain(line)));
    const told = apply(opened(life.opening.id, asOpened(first)), rest);

    const now = moments.at(-1)?.after ?? incident;
    expect(plain(told)).toEqual(plain(now));
    expect(plain(Incident.parse(plain(now)))).toEqual(plain(now));
  });
  fc.assert(property, runs(200));
});

it.each<[sentence: string, holds: (moment: Moment) => boolean]>([
  [
    "has a time when the next one is paged, until somebody takes it",
    ({ after: { status, paging } }) =>
      status !== "triggered" || paging.state === "off" || paging.nextAt !== null,
  ],
  [
    "that pages has a time when whoever takes it is asked, until it is paged anew or resolved",
    ({ before: { paging }, after }) =>
      after.status !== "acknowledged" ||
      (paging.nextAt === null && paging.state !== "paging") ||
      after.paging.nextAt !== null,
  ],
  [
    "does not wait for an answer of whoever has it",
    ({ after: { acknowledgedBy, paging } }) =>
      !paging.unanswered.includes(personOf(acknowledgedBy) ?? ""),
  ],
  [
    "goes on paging once it pages, until it is over",
    ({ before, after }) =>
      !isOpen(before) || before.paging.state === "off" || after.paging.state !== "off",
  ],
  [
    "pages, calls or rests when its time has come, then waits for a later time",
    (moment) => goesOn(moment),
  ],
  [
    "counts every page as one step more, and pages at most once for one command",
    ({ before, events, after }) => {
      const pages = pagesOf(events);
      const step = before.paging.step + pages.length;
      return (
        pages.length <= 1 && pages.every((page) => page === step) && after.paging.step === step
      );
    },
  ],
  [
    "pages nobody once it is over, unless it is reopened",
    ({ before, events }) =>
      isOpen(before) || has(events, "reopened") || pagesOf(events).length === 0,
  ],
  [
    "waits for nothing once it is over",
    ({ after }) =>
      isOpen(after) === (after.paging.state !== "closed") &&
      (isOpen(after) || after.paging.nextAt === null),
  ],
  [
    "pages nobody while somebody has it, unless they ask for it, it becomes worse or they were asked in vain",
    ({ before, events, now }) =>
      before.paging.state !== "acknowledged" ||
      pagesOf(events).length === 0 ||
      remindsOthers(events) ||
      has(events, "escalated", "handed-back", "severity-raised", "severity-set", "asked") ||
      has(events, "mitigation-undone") ||
      isOver(before, now),
  ],
  [
    "pages somebody at once when it is escalated or handed back",
    ({ events }) => !has(events, "escalated", "handed-back") || pagesOf(events).length === 1,
  ],
  [
    "has its paging on once an alert fires that pages",
    ({ command, after }) =>
      command.kind !== "alerts-changed" ||
      !command.pages ||
      command.joined.count + command.flapped.count === 0 ||
      after.paging.state !== "off",
  ],
  [
    "has a holder exactly while it is acknowledged or mitigated",
    ({ after }) => !isOpen(after) || isTaken(after) === (after.acknowledgedBy !== null),
  ],
  [
    "that was merged stays so, whatever comes after",
    ({ before, after, events }) =>
      before.status !== "merged" ||
      (after.status === "merged" && events.every(({ event }) => AFTER_MERGE.has(event.kind))),
  ],
  [
    "is quiet only when none of its alerts fires or is muted",
    ({ after: { quietSince, alerts } }) =>
      quietSince === null || alerts.firing + alerts.muted === 0,
  ],
  [
    "never becomes less severe unless somebody says so",
    ({ before, after, events }) => has(events, "severity-set") || after.severity <= before.severity,
  ],
])("An incident %s", (_, holds) => {
  const property = fc.property(someLife, (life) => {
    expect(live(life).find((moment) => !holds(moment))).toBeUndefined();
  });
  fc.assert(property, runs(500));
});

/** Two things may be due at one moment; then it waits for a later one. */
function goesOn(moment: Moment, most = 2): boolean {
  const { after: incident, now } = moment;
  const { nextAt } = incident.paging;
  if (nextAt === null || !isOpen(incident)) return true;
  const due = nextAt > now ? nextAt : now;
  const { events } = decide(incident, tick(), due);
  const after = apply(incident, events);
  const next = after.paging.nextAt;
  if (events.length === 0 || next === null || most === 0) return false;
  return next > due || goesOn({ ...moment, after, now: due }, most - 1);
}

/** Of a level in which everybody must acknowledge. */
function remindsOthers(events: readonly TimelineEntry[]): boolean {
  return events.every(({ event }) => event.kind === "paged-again" && event.cause === "unanswered");
}

/** Whoever has it was asked whether that is still so, and their time to answer is over. */
function isOver({ paging: { asked, ackUntil } }: Incident, now: DateTime): boolean {
  return asked && ackUntil !== null && ackUntil <= now;
}

function has(events: readonly TimelineEntry[], ...kinds: readonly string[]): boolean {
  return events.some(({ event }) => kinds.includes(event.kind));
}

function pagesOf(events: readonly TimelineEntry[]): readonly number[] {
  return events.flatMap(({ event }) => ("targets" in event ? [event.step] : []));
}
