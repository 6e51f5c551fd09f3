import type { DateTime } from "luxon";
import { z } from "zod";
import { Actor } from "#domain/actor.ts";
import { Paging, PagingEvent, Target } from "#domain/escalation/escalation.ts";
import { PolicySnapshot } from "#domain/escalation/policy.ts";
import { SlackSilence } from "#domain/reach.ts";
import { CallEvent, HelpCalls } from "#domain/response/call.ts";
import { Impact, ImpactEvent } from "#domain/response/impact.ts";
import { LeadWatch, WatchEvent } from "#domain/response/lead-watch.ts";
import { Ending, Life, LifeEvent } from "#domain/response/life.ts";
import { Mitigation, MitigationEvent } from "#domain/response/mitigation.ts";
import { Notebook, NotebookEvent } from "#domain/response/notebook.ts";
import { OfferEvent, Offers } from "#domain/response/offer.ts";
import { Postmortem, PostmortemEvent } from "#domain/response/postmortem.ts";
import { RoleEvent, Roles } from "#domain/response/role.ts";
import { SilenceEvent, Silences } from "#domain/response/silences.ts";
import { StaleEvent, StaleSince } from "#domain/response/stale.ts";
import { TaskEvent, Tasks } from "#domain/response/task.ts";
import { UpdateEvent, Updates } from "#domain/response/update.ts";
import { Instant } from "#domain/schema.ts";
import { isWorse, Severity } from "#domain/severity.ts";

/** People say INC-42; the number is the only id. */
export const IncidentId = z.number().int().positive().brand<"IncidentId">();
export type IncidentId = z.infer<typeof IncidentId>;

const Count = z.number().int().min(0);

const AlertCounts = z
  .object({
    firing: Count,
    /** Silenced or inhibited: not over, only quiet. */
    muted: Count,
    ended: Count,
  })
  .readonly();
export type AlertCounts = z.infer<typeof AlertCounts>;

/** Alerts as the timeline tells of them: a few names and how many in all. */
const AlertGroup = z.object({ names: z.array(z.string()).readonly(), count: Count }).readonly();
export type AlertGroup = z.infer<typeof AlertGroup>;

export const Incident = z
  .object({
    id: IncidentId,
    key: z.string(),
    service: z.string(),
    severity: Severity,
    title: z.string(),
    /** What was guessed when it was opened, in words for people. */
    notes: z.array(z.string()).readonly(),
    status: z.enum(["triggered", "acknowledged", "mitigated", "resolved", "merged"]),
    /** The incident that goes on in its place. */
    mergedInto: IncidentId.optional(),
    /** When it began to hurt, as far as the alerts know. */
    startedAt: Instant,
    openedAt: Instant,
    openedBy: Actor,
    acknowledgedAt: Instant.nullable(),
    acknowledgedBy: Actor.nullable(),
    /** How the answer came when it did not come from Slack, as people call that way: "e-mail". */
    acknowledgedVia: z.string().optional(),
    /** Since when it is over, resolved or merged. */
    resolvedAt: Instant.nullable(),
    resolvedBy: Actor.nullable(),
    alerts: AlertCounts,
    /** Since when none of its alerts fires; null while one does, or when it never had any. */
    quietSince: Instant.nullable(),
    staleSince: StaleSince,
    paging: Paging,
    life: Life,
    impact: Impact,
    roles: Roles,
    leadWatch: LeadWatch,
    offers: Offers,
    updates: Updates,
    mitigation: Mitigation,
    tasks: Tasks,
    calls: HelpCalls,
    silences: Silences,
    notebook: Notebook,
    postmortem: Postmortem,
  })
  .readonly();
export type Incident = z.output<typeof Incident>;

const alertsEvent = { group: AlertGroup, counts: AlertCounts };
const pageEvent = { step: Count, target: Target };

export const IncidentEvent = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("opened"),
      key: z.string(),
      service: z.string(),
      severity: Severity,
      title: z.string(),
      startedAt: Instant,
      policy: PolicySnapshot,
      notes: z.array(z.string()).readonly(),
      /** An exercise. */
      drill: z.literal(true).optional(),
      description: z.string().optional(),
    })
    .readonly(),
  z.object({ kind: z.literal("alerts-joined"), ...alertsEvent }).readonly(),
  z.object({ kind: z.literal("alerts-ended"), ...alertsEvent }).readonly(),
  z.object({ kind: z.literal("alerts-flapped"), ...alertsEvent }).readonly(),
  z
    .object({
      kind: z.literal("alerts-muted"),
      ...alertsEvent,
      mutedBy: z.array(z.string()).readonly(),
    })
    .readonly(),
  z.object({ kind: z.literal("alerts-unmuted"), ...alertsEvent }).readonly(),
  z.object({ kind: z.literal("quiet-began") }).readonly(),
  z.object({ kind: z.literal("quiet-ended") }).readonly(),
  z.object({ kind: z.literal("severity-raised"), from: Severity, to: Severity }).readonly(),
  /** By a way other than a press in Slack it says by which: "e-mail link". */
  z
    .object({
      kind: z.literal("acknowledged"),
      via: z.string().optional(),
      /** People of the same level who must acknowledge too. */
      unanswered: z.array(z.string()).readonly().optional(),
    })
    .readonly(),
  z.object({ kind: z.literal("also-acknowledged"), via: z.string().optional() }).readonly(),
  z.object({ kind: z.literal("still-on-it") }).readonly(),
  z.object({ kind: z.literal("escalated") }).readonly(),
  z.object({ kind: z.literal("handed-back") }).readonly(),
  z.object({ kind: z.literal("taken-over"), from: Actor }).readonly(),
  z.object({ kind: z.literal("snoozed"), until: Instant }).readonly(),
  z
    .object({
      kind: z.literal("resolved"),
      reason: z.string(),
      /** What it was, when it was no incident of its own. */
      as: Ending.optional(),
    })
    .readonly(),
  z.object({ kind: z.literal("merged-into"), into: IncidentId, as: Ending.optional() }).readonly(),
  /** Another incident was merged into this one: how many alerts it brought, and what there are now. */
  z
    .object({ kind: z.literal("took-in"), from: IncidentId, alerts: Count, counts: AlertCounts })
    .readonly(),
  z
    .object({
      kind: z.literal("reopened"),
      quietly: z.boolean(),
      holdUntil: Instant.nullable(),
      /** Why somebody opened it again, in their words. */
      reason: z.string().optional(),
    })
    .readonly(),
  z.object({ kind: z.literal("page-sent"), ...pageEvent, via: z.string() }).readonly(),
  z.object({ kind: z.literal("page-failed"), ...pageEvent, error: z.string() }).readonly(),
  z.object({ kind: z.literal("page-dropped"), ...pageEvent, reason: z.string() }).readonly(),
  /** One way of several; the page may still arrive by another. */
  z
    .object({
      kind: z.literal("way-failed"),
      ...pageEvent,
      via: z.string(),
      error: z.string(),
      next: z.string().nullable(),
    })
    .readonly(),
  /** The message stands in Slack, and Slack does not ring for it. */
  z
    .object({
      kind: z.literal("slack-silent"),
      ...pageEvent,
      silence: SlackSilence,
      next: z.string().nullable(),
    })
    .readonly(),
  ...PagingEvent.options,
  ...LifeEvent.options,
  ...ImpactEvent.options,
  ...RoleEvent.options,
  ...WatchEvent.options,
  ...StaleEvent.options,
  ...OfferEvent.options,
  ...UpdateEvent.options,
  ...MitigationEvent.options,
  ...TaskEvent.options,
  ...CallEvent.options,
  ...SilenceEvent.options,
  ...NotebookEvent.options,
  ...PostmortemEvent.options,
]);
export type IncidentEvent = z.output<typeof IncidentEvent>;

/** What happened, when, and who did it: one line of the timeline. */
export type TimelineEntry = {
  readonly at: DateTime;
  readonly by: Actor;
  readonly event: IncidentEvent;
};

/** A status that is unknown here, such as that of an incident that cannot be read, is taken as open. */
export function isOpen({ status }: { readonly status: string }): boolean {
  return status !== "resolved" && status !== "merged";
}

/** Whether somebody has it. */
export function isTaken({ status }: { readonly status: string }): boolean {
  return status === "acknowledged" || status === "mitigated";
}

/** Why nothing can be done with it any more, in words. */
export function overWords({ mergedInto }: Incident, subject = "it"): string {
  if (mergedInto === undefined) return `${subject} is already resolved`;
  return `${subject} was merged into ${incidentName(mergedInto)}`;
}

/** How people call it. */
export function incidentName(id: IncidentId): string {
  return `INC-${id}`;
}

/** For sorting: the worst severity first, and the older one of equals. */
export function worstFirst(a: Incident, b: Incident): number {
  if (a.severity === b.severity) return a.id - b.id;
  return isWorse(a.severity, b.severity) ? -1 : 1;
}
