import { DateTime } from "luxon";
import type { Span } from "#domain/schedule/span.ts";
import type { Gaps } from "#engine/duty/watch-gaps.ts";
import { message, section, type Message } from "#slack/words/blocks.ts";
import { listWords, type NameOf, plural, span } from "#slack/words/incident-words.ts";
import { IN_BLOCK, IN_NOTICE, outside, type Pen } from "#slack/words/mrkdwn.ts";

const MOST_GAPS = 3;
const MOST_PEOPLE = 6;
const NAME_LENGTH = 80;

/** Nobody is on call then: who could be, and how to say so. */
export function renderGapsNotice(
  { schedule, gaps, people, now }: Gaps,
  { nameOf, command }: { readonly nameOf: NameOf; readonly command: string },
): Message {
  function lines(pen: Pen): readonly string[] {
    const name = outside(schedule.name, NAME_LENGTH);
    const days = Math.round(schedule.coverage.lookahead.as("days"));
    const rest = gaps.length - MOST_GAPS;
    const names = people.slice(0, MOST_PEOPLE).map((one) => outside(nameOf(one), NAME_LENGTH));
    return [
      `Nobody is on call for ${name} in ${plural(gaps.length, "stretch", "stretches")} of the next ${days} days:`,
      ...gaps.slice(0, MOST_GAPS).map((gap) => `• ${gapWords(gap, now, pen)}`),
      ...(rest > 0 ? [`• and ${rest} more: \`${command} gaps ${schedule.id}\``] : []),
      ...(names.length === 0 ? [] : [`Who can take it: ${listWords(names)}.`]),
      `Say who: \`${command} override ${schedule.id}\``,
    ];
  }
  return message(lines(IN_NOTICE).join("\n"), [section(...lines(IN_BLOCK))]);
}

function gapWords({ start, end }: Span, now: DateTime, pen: Pen): string {
  const [from, to] = [momentOf(start), momentOf(end)];
  const since = from <= now ? "now" : pen.moment(from);
  return `${since} until ${pen.moment(to)} (${span(from, to)})`;
}

function momentOf(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: "utc" });
}
