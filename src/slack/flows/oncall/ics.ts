import type { Configuration } from "#domain/configuration/configuration.ts";
import { closestName } from "#domain/configuration/did-you-mean.ts";
import { say } from "#slack/flows/desk/answer.ts";
import { calendarAddress } from "#slack/flows/duty/calendar.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import type { OncallFlow } from "./flow.ts";

/** Shifts in the calendar that somebody uses anyway. */
export const ics: OncallFlow = {
  word: "ics",
  usage: [
    { typed: "ics", says: "gives the secret address of a calendar with your shifts." },
    { typed: "ics checkout", says: "gives one with everybody's shifts in a schedule." },
  ],
  run: async (desk, { person, text }) => {
    const { schedules } = desk.engine.configuration();
    const name = text === "" ? null : text;
    if (name !== null && !schedules.has(name)) return say(noSuchSchedule(schedules, name));
    return await calendarAddress(desk, person, name);
  },
};

function noSuchSchedule(schedules: Configuration["schedules"], name: string): string {
  const known = [...schedules.keys()];
  const guess = closestName(name, known);
  if (guess !== null) return `No schedule is called ${outside(name, 60)}. Did you mean ${guess}?`;
  const listed = known.length === 0 ? "muster.yaml has none" : `There are: ${known.join(", ")}`;
  return `No schedule is called ${outside(name, 60)}. ${listed}.`;
}
