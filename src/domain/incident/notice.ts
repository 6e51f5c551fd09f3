import { z } from "zod";
import { Instant } from "#domain/schema.ts";
import { IncidentId } from "./incident.ts";

const HandOverId = z.number().int().positive();
const ofHandOver = { handOver: HandOverId };
/** The line of the timeline that is told is known by its moment. */
const ofIncident = { incident: IncidentId, at: Instant };
const ofOffer = { incident: IncidentId, offer: z.string() };

/** What one person or channel is told about shifts and incidents; it is drawn from what is true when it is sent. */
export const Notice = z.discriminatedUnion("kind", [
  /** The channel hears who has taken over. */
  z.object({ kind: z.literal("changed"), ...ofHandOver }).readonly(),
  /** The newcomer presses a button, so that Slack is known to reach them. */
  z.object({ kind: z.literal("began"), ...ofHandOver }).readonly(),
  z.object({ kind: z.literal("ended"), ...ofHandOver }).readonly(),
  /** What the one who leaves will hand over, with room for words of their own. */
  z.object({ kind: z.literal("draft"), ...ofHandOver }).readonly(),
  /** The same for the one who comes, who accepts it. */
  z.object({ kind: z.literal("brief"), ...ofHandOver }).readonly(),
  /** The newcomer has not answered: they are asked again, then the others hear of it. */
  z.object({ kind: z.literal("asked-again"), ...ofHandOver }).readonly(),
  z.object({ kind: z.literal("no-answer"), ...ofHandOver }).readonly(),
  /** Where the incident is worked on: its holder leaves call. */
  z.object({ kind: z.literal("leaving"), ...ofHandOver, incident: IncidentId }).readonly(),
  z
    .object({
      kind: z.literal("reminder"),
      schedule: z.string(),
      person: z.string(),
      start: Instant,
    })
    .readonly(),
  z.object({ kind: z.literal("gaps"), schedule: z.string() }).readonly(),
  /** The admins hear of what is wrong with Muster itself. */
  z
    .object({
      kind: z.literal("impairment"),
      impairments: z.array(z.number().int().positive()).min(1).readonly(),
    })
    .readonly(),
  /** What a team's week was like, such as 2026-W47. */
  z.object({ kind: z.literal("report"), team: z.string(), week: z.string() }).readonly(),
  /** Changes to a service rest because an error budget is gone, or are free again. */
  z
    .object({
      kind: z.literal("freeze"),
      objective: z.string(),
      stage: z.enum(["entered", "left"]),
      since: Instant,
    })
    .readonly(),
  /** An error budget crossed a line of the policy; the rule is known by its key. */
  z.object({ kind: z.literal("budget"), objective: z.string(), rule: z.string() }).readonly(),
  /** What a silence hides still fires, and it ends soon. */
  z
    .object({ kind: z.literal("silence-ending"), incident: IncidentId, silence: z.string() })
    .readonly(),
  /** What is expected of whoever got a role. */
  z.object({ kind: z.literal("duties"), ...ofIncident, role: z.string() }).readonly(),
  z.object({ kind: z.literal("lead-missed"), ...ofIncident }).readonly(),
  /** Nothing is heard of its alerts: is it over? */
  z.object({ kind: z.literal("alerts-stale"), ...ofIncident }).readonly(),
  z.object({ kind: z.literal("left-channel"), ...ofIncident }).readonly(),
  /** Whoever tells others is reminded of it. */
  z.object({ kind: z.literal("update-due"), ...ofIncident }).readonly(),
  /** Its channel will be archived. */
  z.object({ kind: z.literal("archive-soon"), ...ofIncident }).readonly(),
  /** Whoever ended it is asked how, and whether it was worth waking somebody for. */
  z.object({ kind: z.literal("incident-over"), ...ofIncident }).readonly(),
  /** What those who follow it are told: an update, and that it is over. */
  z.object({ kind: z.literal("update-told"), ...ofIncident }).readonly(),
  z.object({ kind: z.literal("follow-ended"), ...ofIncident }).readonly(),
  /** Somebody decides whether there will be a postmortem, because the numbers do not. */
  z.object({ kind: z.literal("postmortem-undecided"), ...ofIncident }).readonly(),
  /** Whoever is to take an incident over is asked; the other hears what came of it. */
  z.object({ kind: z.literal("hand-over-asked"), ...ofOffer }).readonly(),
  z.object({ kind: z.literal("hand-over-answered"), ...ofOffer }).readonly(),
  /** The owner of a task hears that it is theirs, or due. */
  z
    .object({
      kind: z.literal("task"),
      ...ofIncident,
      number: z.number().int().positive(),
      stage: z.enum(["assigned", "due", "overdue"]),
    })
    .readonly(),
]);
export type Notice = z.output<typeof Notice>;
export type NoticeInput = z.input<typeof Notice>;
