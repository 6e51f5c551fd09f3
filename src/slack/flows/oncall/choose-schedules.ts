import type { Configuration } from "#domain/configuration/configuration.ts";
import { schedulesAround, schedulesCalled } from "#domain/service/find-schedules.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Message } from "#slack/words/blocks.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { noSchedules, noSuchSchedule } from "./oncall-facts.ts";

export type ChosenSchedules =
  | { readonly kind: "chosen"; readonly ids: readonly string[] }
  /** Why there is none, and what there is. */
  | { readonly kind: "none"; readonly reason: Message };

/** The schedules that a name stands for: its own, a service's or a team's; without one, those of the person. */
export function chooseSchedules(
  configuration: Configuration,
  person: string | null,
  name: string | null,
): ChosenSchedules {
  if (configuration.schedules.size === 0) return { kind: "none", reason: say(noSchedules) };
  const ids =
    name === null ? schedulesAround(configuration, person) : schedulesCalled(configuration, name);
  if (ids.length > 0) return { kind: "chosen", ids };
  return { kind: "none", reason: whyNone(configuration, name ?? "") };
}

function whyNone(configuration: Configuration, name: string): Message {
  const known = outside(name, 60);
  if (configuration.services.has(name)) {
    return say(`No schedule pages for ${known}: its policy names people or channels.`);
  }
  if (configuration.teams.has(name)) return say(`The team ${known} has no schedule.`);
  return noSuchSchedule(configuration, name);
}
