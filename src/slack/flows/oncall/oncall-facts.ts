import type { DateTime } from "luxon";
import type { Configuration } from "#domain/configuration.ts";
import { closestName } from "#domain/did-you-mean.ts";
import { schedulesAround, schedulesNamed } from "#domain/find-schedules.ts";
import type { Timeline } from "#domain/on-call.ts";
import type { Schedule } from "#domain/schedule.ts";
import { say } from "#slack/flows/answer.ts";
import type { Desk } from "#slack/flows/desk.ts";
import { nameIn } from "#slack/people/name-in.ts";
import type { Message } from "#slack/words/blocks.ts";
import type { NameOf } from "#slack/words/incident-words.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/clock.ts";
import type { OncallCall } from "./flow.ts";

/** The schedules that were asked for, worked out around now. */
export type OncallFacts = {
  readonly now: DateTime;
  readonly schedules: readonly { readonly schedule: Schedule; readonly timeline: Timeline }[];
  readonly nameOf: NameOf;
};

/** Shows the schedules that were named, or else those of the person who asks. */
export async function showNamed(
  desk: Desk,
  { text, person }: OncallCall,
  render: (facts: OncallFacts) => Message,
): Promise<Message> {
  const configuration = desk.engine.configuration();
  if (configuration.schedules.size === 0) return say(noSchedules);
  const [name] = text.split(/\s+/).filter((part) => part !== "");
  const ids =
    name === undefined
      ? schedulesAround(configuration, person)
      : schedulesNamed(configuration, name);
  if (ids === null) return noSuchSchedule(configuration, name ?? "");
  if (ids.length === 0)
    return say(
      `No schedule pages for ${outside(name ?? "", 60)}: its policy names people or channels.`,
    );
  return render(await readOncall(desk, ids));
}

/** Asks the database for the time, as paging does. */
export async function readOncall({ engine }: Desk, ids: readonly string[]): Promise<OncallFacts> {
  const configuration = engine.configuration();
  const now = await readClock(engine.database.kysely);
  const rotas = engine.rotas.rotas(configuration);
  const schedules = ids.flatMap((id) => {
    const schedule = rotas.schedules.get(id);
    const timeline = rotas.around(id, now.toMillis());
    return schedule === undefined || timeline === null ? [] : [{ schedule, timeline }];
  });
  return { now, schedules, nameOf: (person) => nameIn(configuration, person) };
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
