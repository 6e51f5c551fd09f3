import { IANAZone } from "luxon";
import { z } from "zod";

const MINUTE = 60_000;

export const TimeZone = z
  .string()
  .refine(
    (name) => IANAZone.isValidZone(name),
    "give a zone of the IANA list, such as Europe/Berlin",
  )
  .meta({ title: "time zone" });

/** Milliseconds since midnight; 24:00 is the end of the day. */
export const TimeOfDay = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "write a time of day like 09:00")
  .transform((text) => {
    const [hours = 0, minutes = 0] = text.split(":").map(Number);
    return (hours * 60 + minutes) * MINUTE;
  })
  .meta({ title: "time of day" });

const WindowFields = z.strictObject({
  days: z
    .array(z.number().int().min(1).max(7).meta({ title: "weekday" }))
    .min(1)
    .max(7)
    .default([1, 2, 3, 4, 5, 6, 7])
    .describe("The weekdays on which it starts: 1 is Monday, 7 is Sunday."),
  from: TimeOfDay.describe("When it opens."),
  to: TimeOfDay.describe("When it closes; on the next day when that is not after `from`."),
});
export const Windows = z.array(WindowFields).min(1).max(20);
