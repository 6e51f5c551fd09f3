import type { types } from "@slack/bolt";
import type { Schedule } from "#domain/schedule/schedule.ts";
import { type Fairness, type Load, MOST_IN_A_SHIFT } from "#domain/shift/fairness.ts";
import { type Month, monthName } from "#domain/shift/month.ts";
import { context, message, section, type Message } from "#slack/words/blocks.ts";
import { listWords, type NameOf, plural } from "#slack/words/incident-words.ts";
import { outside } from "#slack/words/mrkdwn.ts";

export type FairnessShown = {
  readonly month: Month;
  /** Or else what is left of it counts as planned. */
  readonly isOver: boolean;
  readonly schedules: readonly Schedule[];
  readonly fairness: Fairness;
  readonly nameOf: NameOf;
};

const BAR = 12;
const NAME_LENGTH = 60;
const MOST_PEOPLE = 40;
const HOW =
  "The bars are hours on call: those outside working hours count twice, those between 22:00 and 8:00 three times, by the clock where each person lives. Whoever had at least half of a night or a weekend had it. A page is an incident that called the person while on call, with high urgency.";

/** What the month asked of each person, by name: it is no ranking. */
export function renderFairness(shown: FairnessShown): Message {
  const { fairness, nameOf } = shown;
  const loads = fairness.loads.toSorted((one, other) =>
    nameOf(one.person).localeCompare(nameOf(other.person)),
  );
  const heaviest = Math.max(...loads.map(({ weight }) => weight));
  const people = loads.slice(0, MOST_PEOPLE).map((load) => personLines(load, heaviest, nameOf));
  const rest = loads.length - people.length;
  const title = titleOf(shown);
  const blocks: types.KnownBlock[] = [
    section(...title),
    ...people.map((lines) => section(...lines)),
    ...(rest > 0 ? [context(`And ${plural(rest, "more person", "more people")}.`)] : []),
    context(HOW),
  ];
  return message([...title, ...people.flat()].join("\n"), blocks);
}

function titleOf({ month, isOver, schedules, fairness }: FairnessShown): readonly string[] {
  const names = listWords(schedules.map(({ name }) => outside(name, NAME_LENGTH)));
  const planned = isOver ? "" : ", the days to come as they are planned";
  const first = `*${monthName(month)}*, ${names}${planned}`;
  if (fairness.loads.length === 0) return [first, "Nobody was on call."];
  if (fairness.balance === null) return [first];
  return [first, `Balance ${Math.round(fairness.balance * 100)} % (100 % is even).`];
}

function personLines(load: Load, heaviest: number, nameOf: NameOf): readonly string[] {
  const { person, hours, weight, nights, weekends, pages, wakeUps, busiest } = load;
  const [business, off, sleep] = [hours.business, hours.off, hours.sleep].map(Math.round);
  const spent = `${business} h in working hours, ${off} h off, ${sleep} h at night`;
  const counts = [
    plural(nights, "night"),
    plural(weekends, "weekend"),
    plural(pages, "page"),
    plural(wakeUps, "wake-up"),
  ].join(", ");
  return [
    `\`${bar(weight / heaviest)}\` *${outside(nameOf(person), NAME_LENGTH)}*`,
    spent,
    counts,
    ...(busiest > MOST_IN_A_SHIFT ? [tooMany(busiest)] : []),
  ];
}

function tooMany(busiest: number): string {
  return `:warning: ${busiest} incidents within 12 hours: more than ${MOST_IN_A_SHIFT} leave no time to do them well.`;
}

function bar(share: number): string {
  const full = Math.max(1, Math.round(share * BAR));
  return "█".repeat(full) + "░".repeat(BAR - full);
}
