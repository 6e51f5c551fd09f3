import { DateTime } from "luxon";
import { z } from "zod";
import { type CoverRequest, takeUntil } from "#domain/change/cover-request.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { placeOf, placeOfChannel } from "#engine/place.ts";
import type { NewJob } from "#store/job/jobs.ts";

/** A change to tell of: to somebody whom it concerns, or in the team's channel when no person is named. */
export const ChangeNotice = z.object({
  change: z.uuid(),
  news: z.enum(["made", "cancelled"]),
  person: z.string().nullable(),
});
export type ChangeNotice = z.output<typeof ChangeNotice>;

export const CoverJob = z.object({ request: z.uuid() });

/** Tells everybody concerned, each in a lane of their own, and the team's channel. */
export function noticeJobs(
  { schedules, teams }: Configuration,
  notice: Omit<ChangeNotice, "person"> & { readonly schedule: string },
  concerned: Iterable<string>,
): readonly NewJob[] {
  const { change, news, schedule } = notice;
  const home = teams.get(schedules.get(schedule)?.team ?? "")?.channel;
  const line = { change, news, person: null };
  return [
    ...[...concerned].map((person) => ({
      lane: laneOf(person),
      kind: "change-notice",
      payload: { change, news, person } satisfies ChangeNotice,
    })),
    ...(home === undefined
      ? []
      : [{ lane: `card:${placeOfChannel(home)}`, kind: "change-notice", payload: line }]),
  ];
}

/** Makes what shows the request show what is true: with whom it is offered to, or in the team's channel. */
export function offerJobs(
  { schedules, teams }: Configuration,
  { id, schedule, swap }: Pick<CoverRequest, "id" | "schedule" | "swap">,
): readonly NewJob[] {
  const home = teams.get(schedules.get(schedule)?.team ?? "")?.channel;
  const kind = "cover-offer";
  const job = { kind, payload: { request: id }, dedupe: `${kind}/${id}` };
  if (swap !== null) return [{ ...job, lane: laneOf(swap.asked) }];
  return home === undefined ? [] : [{ ...job, lane: `card:${placeOfChannel(home)}` }];
}

/** Tells who asked that nobody will take the shift. */
export function unmetJob({ id, person }: Pick<CoverRequest, "id" | "person">): NewJob {
  return { lane: laneOf(person), kind: "cover-unmet", payload: { request: id } };
}

/** Ends the request when it can be taken no more. */
export function expiryJob(request: CoverRequest): NewJob {
  const runAt = DateTime.fromMillis(takeUntil(request), { zone: "utc" });
  const lane = `tick:cover/${request.id}`;
  return { lane, kind: "cover-expiry", payload: { request: request.id }, runAt };
}

function laneOf(person: string): string {
  return `dm:${placeOf({ kind: "person", person })}`;
}
