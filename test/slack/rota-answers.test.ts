import { DateTime } from "luxon";
import { expect, it } from "vitest";
import { workOut } from "#domain/schedule/on-call.ts";
import { rotaOf, Schedule } from "#domain/schedule/schedule.ts";
import { renderDuties } from "#slack/flows/oncall/rota-answers.ts";

const MONDAY = DateTime.fromISO("2026-01-05T09:00:00Z");
const SCHEDULE = {
  id: "shop",
  ...Schedule.parse({
    name: "Shop",
    team: "shop",
    timezone: "UTC",
    layers: [
      {
        anchor: "2026-01-05T09:00",
        every: { n: 1, unit: "days" },
        members: ["ann"],
        windows: [{ days: [1], from: "09:00", to: "17:00" }],
      },
    ],
    fallback: { person: "eve" },
  }),
};

it.each([
  ["is on call", { hours: 1 }, "Shop: ANN until 5 Jan 17:00 UTC"],
  ["stands in", { hours: 9 }, "Shop: nobody. Pages go to EVE (only Slack) meanwhile"],
])("an answer names who %s", (_, later, words) => {
  const now = MONDAY.plus(later);
  const span = { start: MONDAY.toMillis(), end: MONDAY.plus({ days: 2 }).toMillis() };
  const timeline = workOut(rotaOf(SCHEDULE), span);
  const part = { schedule: SCHEDULE, timeline, overrides: [], standIns: ["eve"] };

  const { text } = renderDuties({
    now,
    schedules: [part],
    nameOf: (id) => id.toUpperCase(),
    onlySlack: new Set(["eve"]),
  });

  expect(text.replaceAll("*", "")).toBe(words);
});
