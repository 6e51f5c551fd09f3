import { z } from "zod";
import { ChannelName, IsoDuration, Slug } from "#domain/schema.ts";

/** A user group of Slack that has in it whoever is on call. */
export const DutyGroup = z.strictObject({
  group: z
    .string()
    .regex(/^S[A-Z0-9]{8,}$/, "give the id of a user group, such as S0123ABCDE")
    .meta({ title: "user group id" })
    .describe("The id of the Slack user group; it is at the end of the group's address."),
  include: z
    .enum(["on_call", "all_members"])
    .default("on_call")
    .describe("Who is in it: whoever is on call, or everybody who takes turns."),
  permanent: z
    .array(Slug)
    .max(100)
    .default([])
    .describe("People who are in it whoever is on call."),
});
export type DutyGroup = z.output<typeof DutyGroup>;

const MOST_AHEAD_DAYS = 7;

/** Who is told when the schedule changes hands. */
export const DutyNotices = z.strictObject({
  channel: ChannelName.optional().describe("Where it is told, when not in the team's channel."),
  onChange: z
    .boolean()
    .default(true)
    .describe("Whether the channel is told when somebody else is on call."),
  dmBefore: z
    .array(
      IsoDuration.refine(
        (ahead) => ahead.as("days") <= MOST_AHEAD_DAYS,
        "remind people a week before at most: P7D",
      ),
    )
    .max(5)
    .prefault(["PT24H", "PT15M"])
    .describe("How long before a shift begins its person is reminded."),
  topic: z
    .boolean()
    .default(false)
    .describe("Whether the channel's topic says who is on call; what else it says stays."),
});
export type DutyNotices = z.output<typeof DutyNotices>;
