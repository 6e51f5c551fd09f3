import { DateTime } from "luxon";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { closestName } from "#domain/configuration/did-you-mean.ts";
import type { Override, Timeline } from "#domain/schedule/on-call.ts";
import { peopleOnCall } from "#domain/schedule/rotas.ts";
import type { Schedule } from "#domain/schedule/schedule.ts";
import { standInsFor } from "#domain/service/stand-ins.ts";
import type { Engine } from "#engine/engine.ts";
import { withOnlySlack } from "#engine/reachable.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { nameIn } from "#slack/people/name-in.ts";
import type { Message } from "#slack/words/blocks.ts";
import type { Naming } from "#slack/words/duty-words.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/database/clock.ts";

/** The schedules that were asked for, worked out around now. */
export type OncallFacts = Naming & {
  readonly now: DateTime;
  readonly schedules: readonly {
    readonly schedule: Schedule;
    readonly timeline: Timeline;
    readonly overrides: readonly Override[];
    /** Who is paged instead while it has nobody. */
    readonly standIns: readonly string[];
  }[];
};

/** By the database's clock, as paging does; around another instant, when one is given. */
export async function readOncall(
  { engine }: Desk,
  ids: readonly string[],
  at: number | null = null,
): Promise<OncallFacts> {
  const configuration = engine.configuration();
  const clock = await readClock(engine.database.kysely);
  const now = at === null ? clock : DateTime.fromMillis(at, { zone: "utc" });
  const rotas = engine.rotas.rotas(configuration);
  const schedules = ids.flatMap((id) => {
    const schedule = rotas.schedules.get(id);
    const timeline = rotas.around(id, now.toMillis());
    if (schedule === undefined || timeline === null) return [];
    const overrides = rotas.overrides.get(id) ?? [];
    const standIns = standInsFor(id, rotas.schedules, (other, who) =>
      peopleOnCall(rotas, other, who, now.toMillis()),
    );
    return [{ schedule, timeline, overrides, standIns }];
  });
  return { now, schedules, ...(await readNaming(engine)) };
}

/** When Slack is all that this Muster has, nobody has less than others. */
export async function readNaming(engine: Engine): Promise<Naming> {
  const configuration = engine.configuration();
  const people = engine.ways().length === 0 ? [] : [...configuration.people.keys()];
  const onlySlack = await withOnlySlack(engine, people);
  return { nameOf: (person) => nameIn(configuration, person), onlySlack };
}

export const noSchedules =
  "muster.yaml has no schedules: its policies name people, and they are always the same.";

export function noSuchSchedule({ schedules, services }: Configuration, name: string): Message {
  const known = [...schedules.keys(), ...services.keys()];
  const guess = closestName(name, known);
  const hint =
    guess === null ? `There are: ${[...schedules.keys()].join(", ")}.` : `Did you mean ${guess}?`;
  return say(`No schedule or service is called ${outside(name, 60)}. ${hint}`);
}
