import { Duration } from "luxon";
import { z } from "zod";
import { TimeZone } from "#domain/schedule/hours.ts";
import { ChannelName, IsoDuration, SecretName, Slug } from "#domain/schema.ts";

const LEAST = Duration.fromObject({ seconds: 10 });
const MOST = Duration.fromObject({ hours: 1 });

const Heartbeat = z.strictObject({
  url: SecretName.describe(
    "The environment variable that holds the address of the dead man's switch, which is a secret itself.",
  ),
  every: IsoDuration.refine(
    (every) => every >= LEAST && every <= MOST,
    "give a duration from PT10S to PT1H",
  )
    .prefault("PT1M")
    .describe("How often it is pinged. The switch should wait for five times as long."),
});

const SelfPage = z.strictObject({
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "write a time such as 10:00")
    .describe("When, by the clock on the wall."),
  zone: TimeZone.describe("The zone of that clock."),
  to: z
    .array(
      z.union([
        z.strictObject({ person: Slug.describe("The id of a person.") }),
        z.strictObject({ channel: ChannelName.describe("A Slack channel; nobody is mentioned.") }),
      ]),
    )
    .min(1)
    .max(5)
    .describe("Who is paged."),
});

/** How somebody notices that Muster itself does not work. */
export const Watch = z
  .strictObject({
    heartbeat: Heartbeat.optional().describe(
      "Tells a dead man's switch outside that all is well; it calls somebody when it hears nothing. Withheld while pages are at risk.",
    ),
    selfPage: SelfPage.optional().describe(
      "Once a day Muster alerts itself, to see that a page arrives. It counts nowhere, and ends by itself.",
    ),
  })
  .prefault({});
export type Watch = z.output<typeof Watch>;
export type SelfPage = z.output<typeof SelfPage>;
