import { Duration } from "luxon";
import { z } from "zod";
import { TimeZone, Windows } from "#domain/schedule/hours.ts";
import { Window } from "#domain/schedule/windows.ts";
import { ChannelName, IsoDuration, Slug } from "#domain/schema.ts";
import { Urgency } from "#domain/way.ts";

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
const NotifyUserGroup = z.strictObject({
  userGroup: z
    .string()
    .regex(/^S[A-Z0-9]{8,}$/, "give the id of the user group, such as S01ABCDEF")
    .describe("Slack's id of a user group, which a message in a channel mentions."),
  channel: ChannelName.optional().describe(
    "Where the message is posted; in the service's channel, when left out.",
  ),
});
const Notify = z.union([NotifyPerson, NotifyChannel, NotifySchedule, NotifyUserGroup]);
export type Notify = z.infer<typeof Notify>;

const Retry = z.strictObject({
  every: between("PT1M", "P1D").describe("How long after the page, and after each further one."),
  times: z.number().int().min(1).max(10).describe("How often at most, within the level's delay."),
});

const Hours = z.strictObject({
  timezone: TimeZone.describe("The zone of the windows."),
  windows: Windows.describe("Outside of them the level has nobody."),
});

const Level = z.strictObject({
  notify: z.array(Notify).min(1).max(20).describe("Who is paged, all at once."),
  delay: between("PT1S", "P1D").prefault("PT5M").describe("How long they have to acknowledge."),
  retry: Retry.optional().describe("Pages them again while nobody has acknowledged."),
  ack: z
    .enum(["first", "all"])
    .default("first")
    .describe(
      "Whether one acknowledgement is enough, or each of them is paged until they give theirs.",
    ),
  strategy: z
    .enum(["all", "round_robin"])
    .default("all")
    .describe("Whether all its people are paged, or one of them and somebody else the next time."),
  ifEmpty: z
    .enum(["skip", "wait"])
    .default("skip")
    .describe("Goes on at once when it has nobody, or after its delay."),
  when: Hours.optional().describe("Only then; always, when left out."),
  urgency: Urgency.optional().describe("Instead of the urgency of the incident's severity."),
});

const Repeat = z.strictObject({
  times: z
    .union([z.number().int().min(0).max(20), z.literal("forever")])
    .default(2)
    .describe("Rounds after the first one.")
    .meta({ title: "number from 0 to 20 or `forever`" }),
  pause: between("PT1S", "P1D").optional().describe("A rest before each further round."),
});

const AckTimeout = z
  .union([z.literal("off"), between("PT5M", "P4D")])
  .meta({ title: "duration or `off`" });

const Exhausted = z.strictObject({
  channel: ChannelName.optional().describe(
    "The channel that is called, with @here; the service's, when left out.",
  ),
  people: z
    .array(Slug)
    .min(1)
    .max(20)
    .optional()
    .describe("Who is called besides; every admin, when left out."),
  every: between("PT10S", "P1D").prefault("PT15M").describe("How often they are called again."),
  max: between("PT15M", "P30D")
    .optional()
    .describe("How long; for ever, when left out. The last call says that it is the last."),
});

/** Who is paged for an incident, in which order, and what happens when nobody answers. */
export const Policy = z.strictObject({
  levels: z
    .array(Level)
    .min(1)
    .max(10)
    .describe("Paged one after another until somebody acknowledges."),
  repeat: Repeat.prefault({}).describe("What happens when nobody of the last level acknowledged."),
  ackTimeout: AckTimeout.prefault("PT30M").describe(
    "How long an acknowledgement holds. Whoever gave it is asked shortly before; without an answer it is paged anew while an alert fires.",
  ),
  exhausted: Exhausted.prefault({}).describe(
    "What happens when every round has passed without an acknowledgement.",
  ),
});
export type Policy = z.infer<typeof Policy>;

/**
 * A policy as an incident keeps it: what a newer version wrote besides is dropped at every depth, and what an older
 * one allowed is read.
 */
export const PolicySnapshot = z.object({
  /** The policy whose turns are taken; unknown to incidents that were stored before there were any. */
  id: z.string().optional(),
  levels: z.array(
    Level.strip().extend({
      notify: z.array(
        // The first one that fits is taken, and a user group has a channel too.
        z.union([
          NotifyUserGroup.strip(),
          NotifyPerson.strip(),
          NotifyChannel.strip(),
          NotifySchedule.strip(),
        ]),
      ),
      delay: IsoDuration,
      retry: Retry.strip().optional(),
      when: z.object({ timezone: z.string(), windows: z.array(Window).readonly() }).optional(),
    }),
  ),
  repeat: Repeat.strip().extend({ pause: IsoDuration.optional() }),
  ackTimeout: AckTimeout.prefault("PT30M"),
  exhausted: Exhausted.strip().extend({ every: IsoDuration }),
});
export type PolicySnapshot = z.output<typeof PolicySnapshot>;

/** A duration within bounds. */
function between(least: string, most: string) {
  const [from, to] = [Duration.fromISO(least).toMillis(), Duration.fromISO(most).toMillis()];
  return IsoDuration.refine(
    (duration) => duration.toMillis() >= from && duration.toMillis() <= to,
    `give a duration from ${least} to ${most}`,
  );
}
