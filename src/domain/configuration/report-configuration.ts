import { z } from "zod";
import { TimeOfDay, TimeZone } from "#domain/schedule/hours.ts";

const MONDAY = 1;

const ReportFields = z.strictObject({
  day: z
    .number()
    .int()
    .min(1)
    .max(7)
    .default(MONDAY)
    .meta({ title: "weekday" })
    .describe("On which weekday: 1 is Monday, 7 is Sunday. It tells of the week before."),
  at: TimeOfDay.prefault("09:00").describe("From what time of that day on."),
  timezone: TimeZone.optional().describe(
    "By whose clock; that of the team's first schedule, or of its first member, when left out.",
  ),
});

/** When a team is told what its week was like. */
export const TeamReport = z
  .union([z.literal("off"), ReportFields])
  .prefault({})
  .meta({ title: "times or `off`" });
