import { DateTime } from "luxon";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Rotas } from "#domain/schedule/rotas.ts";
import type { Span } from "#domain/schedule/span.ts";
import { DAY } from "#domain/schedule/wall-time.ts";
import { shiftsIn } from "./shifts-in.ts";

/** Whose calendar it is, and of what: a schedule, or with null the owner's own shifts. */
export type CalendarSubject = { readonly owner: string; readonly schedule: string | null };

/** Shifts as a calendar program shows them. */
export type Calendar = { readonly name: string; readonly events: readonly CalendarEvent[] };

type CalendarEvent = Span & {
  /** The same for the same shift whenever it is asked for, also when the shift gets longer or shorter. */
  readonly uid: string;
  readonly title: string;
};

const BACK = 15 * DAY;
const AHEAD = 180 * DAY;

/** The shifts of two weeks back and half a year ahead; null when the owner or the schedule is there no more. */
export function calendarOf(
  rotas: Rotas,
  configuration: Configuration,
  { owner, schedule }: CalendarSubject,
  now: number,
): Calendar | null {
  const { people } = configuration;
  const person = people.get(owner);
  const shown = schedule === null ? [...rotas.schedules.keys()] : [schedule];
  const schedules = shown.flatMap((id) => rotas.schedules.get(id) ?? []);
  if (person === undefined || (schedule !== null && schedules.length === 0)) return null;
  const span = { start: now - BACK, end: now + AHEAD };
  const events = schedules.flatMap(({ id, name }) =>
    shiftsIn(rotas, id, span)
      .filter((shift) => schedule !== null || shift.person === owner)
      .map((shift): CalendarEvent => {
        const title = schedule === null ? name : (people.get(shift.person)?.name ?? shift.person);
        const uid = `${id}-${stamp(shift.start)}-${shift.person}@${hostOf(configuration)}`;
        return { start: shift.start, end: shift.end, uid, title: `On call: ${title}` };
      }),
  );
  const what = schedule === null ? person.name : (schedules[0]?.name ?? schedule);
  return { name: `On call: ${what}`, events: events.toSorted((a, b) => a.start - b.start) };
}

/** Where programs fetch the calendar; null while muster.yaml does not say where they reach us. */
export function calendarUrl(
  { publicUrl }: Pick<Configuration, "publicUrl">,
  secret: string,
): string | null {
  return publicUrl === undefined ? null : `${publicUrl.replace(/\/+$/, "")}/calendar/${secret}.ics`;
}

function hostOf({ publicUrl }: Configuration): string {
  return publicUrl === undefined ? "muster" : new URL(publicUrl).host;
}

function stamp(instant: number): string {
  return DateTime.fromMillis(instant, { zone: "utc" }).toFormat("yyyyMMdd'T'HHmmss'Z'");
}
