import type { Configuration } from "#domain/configuration/configuration.ts";
import { type Month, monthAt, parseMonth } from "#domain/shift/month.ts";
import { readFairness } from "#engine/duty/read-fairness.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { nameIn } from "#slack/people/name-in.ts";
import { renderFairness } from "#slack/views/fairness.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readClock } from "#store/database/clock.ts";
import { chooseSchedules } from "./choose-schedules.ts";
import type { OncallCall, OncallFlow } from "./flow.ts";

/** What a month on call asked of whom. */
export const stats: OncallFlow = {
  word: "stats",
  usage: [
    { typed: "stats", says: "shows what this month on call asks of each of you." },
    { typed: "stats checkout october", says: "shows it for a schedule, service or team." },
  ],
  run: showStats,
};

async function showStats({ engine }: Desk, { text, person }: OncallCall): Promise<Message> {
  const configuration = engine.configuration();
  const now = (await readClock(engine.database.kysely)).toMillis();
  const { name, month } = readTyped(configuration, text, now);
  const chosen = chooseSchedules(configuration, person, name);
  if (chosen.kind === "none") return chosen.reason;
  const schedules = chosen.ids.flatMap((id) => configuration.schedules.get(id) ?? []);
  return renderFairness({
    month,
    isOver: month < monthAt(now, schedules[0]?.timezone ?? "utc"),
    schedules,
    fairness: await readFairness(engine, chosen.ids, month),
    nameOf: (one) => nameIn(configuration, one),
  });
}

/** A name and a month in any order; a schedule may well be called may. */
function readTyped(
  configuration: Configuration,
  text: string,
  now: number,
): { readonly name: string | null; readonly month: Month } {
  const { schedules, services, teams } = configuration;
  const typed = text.split(/\s+/).filter((word) => word !== "");
  const current = monthAt(now, [...schedules.values()][0]?.timezone ?? "utc");
  const named = typed.find((word) => [schedules, services, teams].some((all) => all.has(word)));
  const others = typed.filter((word) => word !== named);
  const months = others.flatMap((word) => parseMonth(word, current) ?? []);
  const unknown = others.find((word) => parseMonth(word, current) === null);
  return { name: named ?? unknown ?? null, month: months[0] ?? current };
}
