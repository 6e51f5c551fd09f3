import type { DateTime } from "luxon";
import { dutyAt } from "#domain/schedule/duty.ts";
import { gapsAhead } from "#domain/schedule/gaps-ahead.ts";
import type { Shift } from "#domain/schedule/layer.ts";
import { changeIn, type Timeline } from "#domain/schedule/on-call.ts";
import type { Schedule } from "#domain/schedule/schedule.ts";
import type { Message } from "#slack/words/blocks.ts";
import { inBothPens } from "#slack/words/both-pens.ts";
import { dutyWords, markWords, rangeWords, standInWords } from "#slack/words/duty-words.ts";
import { outside, type Pen } from "#slack/words/mrkdwn.ts";
import type { OncallFacts } from "./oncall-facts.ts";

type Part = OncallFacts["schedules"][number];

const NAME_LENGTH = 80;
const MOST_SHIFTS = 10;
export const NO_SHIFTS = "You have no shifts in the weeks to come.";

/** Who has each schedule now, and who comes next. */
export function renderDuties(facts: OncallFacts): Message {
  return perSchedule(facts, 30, (part, pen) => [dutyLine(facts, part, pen)]);
}

function dutyLine(facts: OncallFacts, part: Part, pen: Pen): string {
  const duty = dutyAt(part.timeline, facts.now.toMillis());
  const people = duty.person === null ? [] : [duty.person];
  const standIns = duty.person === null ? part.standIns : [];
  return `*${titleOf(part.schedule)}*: ${dutyWords(people, duty, facts, pen)}${standInWords(standIns, facts, pen)}`;
}

/** The shifts to come, a few for each schedule. */
export function renderShifts(facts: OncallFacts): Message {
  return perSchedule(facts, 4, ({ schedule, timeline }, pen) => {
    const shifts = upcoming(timeline, facts.now).slice(0, MOST_SHIFTS);
    const lines = shifts.map((shift) => {
      const mark = markWords(changeIn(timeline, shift));
      return `• ${pen.text(facts.nameOf(shift.person), NAME_LENGTH)}, ${rangeWords(shift, facts.now, pen)}${mark}`;
    });
    return [`*${titleOf(schedule)}*`, ...(lines.length === 0 ? ["nobody"] : lines)];
  });
}

/** One person's shifts in all schedules, the next one first. */
export function renderOwnShifts(facts: OncallFacts, person: string): Message {
  return inBothPens((pen) => {
    const lines = ownShiftLines(facts, { person, most: MOST_SHIFTS }, pen);
    return [lines.length === 0 ? [NO_SHIFTS] : ["*Your next shifts*", ...lines]];
  });
}

/** A line for each of somebody's shifts; the one that runs comes first. */
export function ownShiftLines(
  { now, schedules }: OncallFacts,
  { person, most }: { readonly person: string; readonly most: number },
  pen: Pen,
): readonly string[] {
  const own = schedules.flatMap(({ schedule, timeline }) =>
    upcoming(timeline, now)
      .filter((shift) => shift.person === person)
      .map((shift) => ({ schedule, shift, mark: markWords(changeIn(timeline, shift)) })),
  );
  return own
    .toSorted((a, b) => a.shift.start - b.shift.start)
    .slice(0, most)
    .map(({ schedule, shift, mark }) => {
      return `• ${titleOf(schedule)}, ${rangeWords(shift, now, pen)}${mark}`;
    });
}

/** When nobody is on call although somebody should be. */
export function renderGaps(facts: OncallFacts): Message {
  return perSchedule(facts, 4, ({ schedule, overrides }, pen) => {
    const found = gapsAhead(schedule, facts.now, overrides);
    if (found.length === 0) {
      const days = Math.round(schedule.coverage.lookahead.as("days"));
      return [`*${titleOf(schedule)}*: no gaps in the next ${days} days`];
    }
    const rest = found.length - MOST_SHIFTS;
    return [
      `*${titleOf(schedule)}*: nobody is on call`,
      ...found.slice(0, MOST_SHIFTS).map((gap) => `• ${rangeWords(gap, facts.now, pen)}`),
      ...(rest > 0 ? [`• and ${rest} more`] : []),
    ];
  });
}

function upcoming({ shifts }: Timeline, now: DateTime): readonly Shift[] {
  return shifts.filter(({ end }) => end > now.toMillis());
}

function titleOf({ name }: Schedule): string {
  return outside(name, NAME_LENGTH);
}

/** A section for each schedule; Slack takes only so much in one message. */
function perSchedule(
  { schedules }: OncallFacts,
  most: number,
  lines: (part: Part, pen: Pen) => readonly string[],
): Message {
  const rest = schedules.slice(most).map(({ schedule }) => schedule.id);
  const more = rest.length === 0 ? [] : [[`And for ${rest.join(", ")}: name one of them.`]];
  return inBothPens((pen) => [
    ...schedules.slice(0, most).map((part) => lines(part, pen)),
    ...more,
  ]);
}
