import { DateTime } from "luxon";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { type Problem, warningAt } from "#domain/configuration/finding.ts";
import type { Level } from "#domain/escalation/escalation.ts";
import type { Policy } from "#domain/escalation/policy.ts";
import { workOut } from "#domain/schedule/on-call.ts";
import { membersOf, rotaOf } from "#domain/schedule/schedule.ts";
import { common, type Span, subtract, union } from "#domain/schedule/span.ts";
import { DAY } from "#domain/schedule/wall-time.ts";
import { openIn } from "#domain/schedule/windows.ts";

type Schedules = Configuration["schedules"];
type Known = Policy & { readonly id: string };

/** Somebody, or a channel, whom a level would page then. */
type Presence = Span & { readonly person: string | null };

/** So far ahead is looked. */
const DAYS = 30;

/** Times at which no level of a policy has anybody, or the same person is on two of them. */
export function checkLevelTimes(
  { policies, schedules }: Pick<Configuration, "policies" | "schedules">,
  now: DateTime,
): readonly Problem[] {
  const start = now.toMillis();
  const span = { start, end: start + DAYS * DAY };
  return [...policies.values()].flatMap((policy) => {
    const levels = policy.levels.map((level) => presenceIn(level, schedules, span));
    const gap = standsIn(policy, schedules) ? undefined : firstGap(levels, span);
    return [...(gap === undefined ? [] : [emptyAt(policy, gap)]), ...findTwice(policy, levels)];
  });
}

function presenceIn(level: Level, schedules: Schedules, span: Span): readonly Presence[] {
  const open =
    level.when === undefined ? [span] : openIn(level.when.windows, level.when.timezone, span);
  const present = level.notify.flatMap((entry): readonly Presence[] => {
    if ("person" in entry) return [{ ...span, person: entry.person }];
    if (!("schedule" in entry)) return [{ ...span, person: null }];
    const schedule = schedules.get(entry.schedule);
    if (schedule === undefined) return [];
    if (entry.who === "current") return workOut(rotaOf(schedule), span).shifts;
    return membersOf(schedule).length === 0 ? [] : [{ ...span, person: null }];
  });
  return present.flatMap((one) =>
    common(one, open).map((part) => ({ ...part, person: one.person })),
  );
}

/** Whether one of its schedules has somebody who is paged when no level has anybody. */
function standsIn({ levels }: Policy, schedules: Schedules): boolean {
  const entries = levels.filter(({ when }) => when === undefined).flatMap(({ notify }) => notify);
  return entries.some((entry) => {
    return "schedule" in entry && schedules.get(entry.schedule)?.fallback !== undefined;
  });
}

function firstGap(levels: readonly (readonly Presence[])[], span: Span): Span | undefined {
  return subtract(span, union(levels.flat()))[0];
}

function emptyAt({ id }: Known, { start }: Span): Problem {
  const message = `no level of it has anybody on ${moment(start)}: the last resort is called at once`;
  const fix = "name a person or a channel in a level, or give one of its schedules a fallback";
  return warningAt(["policies", id], message, fix);
}

function findTwice({ id }: Known, levels: readonly (readonly Presence[])[]): readonly Problem[] {
  return levels.flatMap((presences, index) => {
    const earlier = levels.slice(0, index);
    for (const [other, before] of earlier.entries()) {
      const found = firstMeeting(before, presences);
      if (found === null) continue;
      const message = `${found.person} is on level ${other + 1} as well, such as on ${moment(found.start)}`;
      const fix =
        "let levels that follow each other have different people, so that somebody else is woken";
      return [warningAt(["policies", id, "levels", index], message, fix)];
    }
    return [];
  });
}

/** The first time at which somebody is in both. */
function firstMeeting(
  before: readonly Presence[],
  after: readonly Presence[],
): { readonly person: string; readonly start: number } | null {
  const meetings = after.flatMap(({ person, ...span }) => {
    if (person === null) return [];
    const same = union(before.filter((one) => one.person === person));
    return common(span, same).map(({ start }) => ({ person, start }));
  });
  return meetings.toSorted((one, other) => one.start - other.start)[0] ?? null;
}

function moment(instant: number): string {
  const at = DateTime.fromMillis(instant, { zone: "utc", locale: "en" });
  return at.toFormat("ccc d LLL yyyy HH:mm 'UTC'");
}
