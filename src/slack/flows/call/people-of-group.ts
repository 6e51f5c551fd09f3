import { schedulesCalled } from "#domain/service/find-schedules.ts";
import type { Engine } from "#engine/engine.ts";
import { onCallAt } from "#engine/on-call.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/database/clock.ts";

/** Whom somebody meant, by their ids in `people`, or in words why nobody. */
export type Meant =
  | { readonly kind: "people"; readonly people: readonly string[] }
  | { readonly kind: "refused"; readonly words: string };

/**
 * Who is on call for a schedule, a service or a team of that name; everybody of a team that has no schedule. Null when
 * nothing is called so.
 */
export async function peopleOfGroup(engine: Engine, typed: string): Promise<Meant | null> {
  const configuration = engine.configuration();
  const name = typed.replace(/^@/u, "").toLowerCase();
  const team = [...configuration.teams.values()].find((one) => {
    return one.id === name || one.name.toLowerCase() === name;
  });
  const schedules = schedulesCalled(configuration, team?.id ?? name);
  if (schedules.length === 0) return team === undefined ? null : everybody(team.members, typed);
  const whoIsOnCall = onCallAt(engine, await readClock(engine.database.kysely));
  const people = schedules.flatMap((schedule) => whoIsOnCall(schedule, "current"));
  if (people.length > 0) return { kind: "people", people: [...new Set(people)] };
  if (team !== undefined) return everybody(team.members, typed);
  return refused(`Nobody is on call for ${outside(typed, 60)} now. Page a person instead.`);
}

function everybody(members: readonly string[], typed: string): Meant {
  if (members.length > 0) return { kind: "people", people: members };
  return refused(`Nobody is listed for ${outside(typed, 60)}. Page a person instead.`);
}

function refused(words: string): Meant {
  return { kind: "refused", words };
}
