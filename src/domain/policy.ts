import { z } from "zod";
import { IsoDuration, Slug } from "./schema.ts";

/** Slack's own names for a channel: `#incidents`, `incidents` or an id such as C0123ABCD. */
export const ChannelName = z
  .string()
  .regex(
    /^(#?[\p{Ll}\p{Lo}\p{N}_-]{1,80}|[CG][A-Z0-9]{8,})$/u,
    "name a channel, such as #incidents, or give its id",
  )
  .meta({ title: "channel" });

export const Mention = z.enum(["none", "here", "channel"]);
export type Mention = z.infer<typeof Mention>;

const NotifyPerson = z.strictObject({
  person: Slug.describe("The id of a person, called by direct message."),
});
const NotifyChannel = z.strictObject({
  channel: ChannelName.describe("A Slack channel, called by a message in it."),
  mention: Mention.default("here").describe("Whom the message in the channel mentions."),
});
const NotifySchedule = z.strictObject({
  schedule: Slug.describe("The id of a schedule; who is meant is found when the page goes out."),
  who: z
    .enum(["current", "next", "all"])
    .default("current")
    .describe("Who is on call, who is on call next, or everybody who takes turns."),
});
const Notify = z.union([NotifyPerson, NotifyChannel, NotifySchedule]);
export type Notify = z.infer<typeof Notify>;

const Level = z.strictObject({
  notify: z.array(Notify).min(1).max(20).describe("Who is paged, all at once."),
  delay: IsoDuration.prefault("PT5M").describe("How long they have to acknowledge."),
});

const Repeat = z.strictObject({
  times: z.number().int().min(0).max(20).default(2).describe("Rounds after the first one."),
  pause: IsoDuration.optional().describe("A rest before each further round."),
});

const Exhausted = z.strictObject({
  every: IsoDuration.prefault("PT15M").describe(
    "How often the service's channel and every admin are called again.",
  ),
});

/** Who is paged for an incident, in which order, and what happens when nobody answers. */
export const Policy = z.strictObject({
  levels: z
    .array(Level)
    .min(1)
    .max(10)
    .describe("Paged one after another until somebody acknowledges."),
  repeat: Repeat.prefault({}).describe("What happens when nobody of the last level acknowledged."),
  exhausted: Exhausted.prefault({}).describe(
    "What happens when every round has passed without an acknowledgement.",
  ),
});
export type Policy = z.infer<typeof Policy>;

/** A policy as an incident keeps it: what a newer version wrote besides is dropped at every depth. */
export const PolicySnapshot = z.object({
  levels: z.array(
    Level.strip().extend({
      notify: z.array(
        z.union([NotifyPerson.strip(), NotifyChannel.strip(), NotifySchedule.strip()]),
      ),
    }),
  ),
  repeat: Repeat.strip(),
  exhausted: Exhausted.strip(),
});
