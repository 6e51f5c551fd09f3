import { DAY, wallTimeAt } from "#domain/schedule/wall-time.ts";
import { isOpenAt } from "#domain/schedule/windows.ts";
import { BUSINESS, countWakeUps, SLEEP } from "#domain/shift/fairness.ts";
import type { PastPage } from "./past.ts";

/** By the clock where the person lives. */
export type HourKind = "business" | "off" | "sleep";

/** What pages asked of people. */
export type PageLoad = {
  /** An incident that called a person; called again and again it is one. */
  readonly pages: number;
  /** Of these, what first called them outside working hours, nights included. */
  readonly outOfHours: number;
  /** How often pages that ring came while people sleep; those within half an hour are one. */
  readonly wakeUps: number;
  /** Nights of a person with at least one of these. */
  readonly wokenNights: number;
};

type ZoneOf = (person: string) => string;

export function pageLoad(pages: readonly PastPage[], zoneOf: ZoneOf): PageLoad {
  const calls = firstCalls(pages);
  const waking = wakingPages(pages, zoneOf);
  const people = [...new Set(waking.map(({ person }) => person))];
  const wakeUps = people.map((one) => countWakeUps(waking.filter(({ person }) => person === one)));
  return {
    pages: calls.length,
    outOfHours: calls.filter(({ at, person }) => hourKind(at, zoneOf(person)) !== "business")
      .length,
    wakeUps: wakeUps.reduce((sum, count) => sum + count, 0),
    wokenNights: new Set(waking.map((page) => nightOf(page, zoneOf))).size,
  };
}

/** The first page of each incident to each person, oldest first. */
export function firstCalls(pages: readonly PastPage[]): readonly PastPage[] {
  return inOrder(pages).filter(({ isFirst }) => isFirst);
}

export function hourKind(at: number, zone: string): HourKind {
  if (isOpenAt([BUSINESS], zone, at)) return "business";
  return isOpenAt([SLEEP], zone, at) ? "sleep" : "off";
}

/** What arrives with low urgency does not ring. */
function wakingPages(pages: readonly PastPage[], zoneOf: ZoneOf): readonly PastPage[] {
  return inOrder(pages).filter(({ urgency, at, person }) => {
    return urgency === "high" && isOpenAt([SLEEP], zoneOf(person), at);
  });
}

/** The evening on which it began, so that midnight does not make two of it. */
function nightOf({ at, person }: PastPage, zoneOf: ZoneOf): string {
  const night = Math.floor((wallTimeAt(at, zoneOf(person)) - SLEEP.to) / DAY);
  return JSON.stringify([person, night]);
}

function inOrder(pages: readonly PastPage[]): readonly PastPage[] {
  return pages.toSorted((one, other) => one.at - other.at);
}
