import { DateTime } from "luxon";
import { type Duty, dutyAt } from "#domain/duty.ts";
import type { Shift } from "#domain/layer.ts";
import { gaps, type Timeline, workOut } from "#domain/on-call.ts";
import { rotaOf, type Schedule } from "#domain/schedule.ts";
import type { Span } from "#domain/span.ts";
import { message, section, type Message } from "#slack/words/blocks.ts";
import type { NameOf } from "#slack/words/incident-words.ts";
import { IN_BLOCK, IN_NOTICE, outside, type Pen } from "#slack/words/mrkdwn.ts";
import type { OncallFacts } from "./oncall-facts.ts";

type Part = OncallFacts["schedules"][number];

const NAME_LENGTH = 80;
const MOST_SHIFTS = 10;

/** Who has each schedule now, and who comes next. */
export function renderDuties(facts: OncallFacts): Message {
  return perSchedule(facts, 30, (part, pen) => [dutyLine(facts, part, pen)]);
}

function dutyLine({ now, nameOf }: OncallFacts, part: Part, pen: Pen): string {
  const duty = dutyAt(part.timeline, now.toMillis());
  const holder = duty.person === null ? "nobody" : pen.text(nameOf(duty.person), NAME_LENGTH);
  return `*${titleOf(part.schedule)}*: ${holder}${untilWords(duty, pen)}${nextWords(duty, nameOf, pen)}`;
}

function untilWords({ until }: Duty, pen: Pen): string {
  return until === null ? "" : ` until ${pen.moment(momentOf(until))}`;
}

function nextWords({ next, until }: Duty, nameOf: NameOf, pen: Pen): string {
  if (next === null) return "";
  const from = next.start === until ? "" : ` from ${pen.moment(momentOf(next.start))}`;
  return `, then ${pen.text(nameOf(next.person), NAME_LENGTH)}${from}`;
}

/** The shifts to come, a few for each schedule. */
export function renderShifts(facts: OncallFacts): Message {
  return perSchedule(facts, 4, ({ schedule, timeline }, pen) => {
    const shifts = upcoming(timeline, facts.now).slice(0, MOST_SHIFTS);
    const lines = shifts.map((shift) => {
      return `• ${pen.text(facts.nameOf(shift.person), NAME_LENGTH)}, ${rangeWords(shift, facts.now, pen)}`;
    });
    return [`*${titleOf(schedule)}*`, ...(lines.length === 0 ? ["nobody"] : lines)];
  });
}

/** One person's shifts in all schedules, the next one first. */
export function renderOwnShifts(facts: OncallFacts, person: string): Message {
  const own = facts.schedules.flatMap(({ schedule, timeline }) =>
    upcoming(timeline, facts.now)
      .filter((shift) => shift.person === person)
      .map((shift) => ({ schedule, shift })),
  );
  const shown = own.toSorted((a, b) => a.shift.start - b.shift.start).slice(0, MOST_SHIFTS);
  if (shown.length === 0) return inBothPens(() => [["You have no shifts in the weeks to come."]]);
  return inBothPens((pen) => [
    [
      "*Your next shifts*",
      ...shown.map(({ schedule, shift }) => {
        return `• ${titleOf(schedule)}, ${rangeWords(shift, facts.now, pen)}`;
      }),
    ],
  ]);
}

/** When nobody is on call although somebody should be. */
export function renderGaps(facts: OncallFacts): Message {
  return perSchedule(facts, 4, ({ schedule }, pen) => {
    const found = gapsAhead(schedule, facts.now);
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

function gapsAhead(schedule: Schedule, now: DateTime): readonly Span[] {
  const { timezone, coverage } = schedule;
  const end = now.plus(coverage.lookahead).toMillis();
  const timeline = workOut(rotaOf(schedule), { start: now.toMillis(), end });
  const minGap = coverage.minGap.toMillis();
  return gaps(timeline, timezone, { windows: coverage.windows, minGap });
}

function upcoming({ shifts }: Timeline, now: DateTime): readonly Shift[] {
  return shifts.filter(({ end }) => end > now.toMillis());
}

function rangeWords(span: Span, now: DateTime, pen: Pen): string {
  const start = span.start <= now.toMillis() ? "now" : `from ${pen.moment(momentOf(span.start))}`;
  return `${start} until ${pen.moment(momentOf(span.end))}`;
}

function titleOf({ name }: Schedule): string {
  return outside(name, NAME_LENGTH);
}

function momentOf(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: "utc" });
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

/** A section for each group of lines. Blocks show times by the reader's own clock, notifications cannot. */
function inBothPens(groups: (pen: Pen) => readonly (readonly string[])[]): Message {
  const sections = groups(IN_BLOCK).map((lines) => section(...lines));
  return message(groups(IN_NOTICE).flat().join("\n"), sections);
}
