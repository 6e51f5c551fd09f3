import type { DateTime } from "luxon";
import { z } from "zod";
import type { Actor } from "./actor.ts";
import type { Paging, PagingEvent, Roster, Target } from "./escalation.ts";
import type { Policy } from "./policy.ts";
import type { Severity } from "./severity.ts";

/** People say INC-42; the number is the only id. */
export const IncidentId = z.number().int().positive().brand<"IncidentId">();
export type IncidentId = z.infer<typeof IncidentId>;

export type AlertCounts = {
  readonly firing: number;
  /** Silenced or inhibited: not over, only quiet. */
  readonly muted: number;
  readonly ended: number;
};

/** Alerts as the timeline tells of them: a few names and how many in all. */
export type AlertGroup = { readonly names: readonly string[]; readonly count: number };

export type Incident = {
  readonly id: IncidentId;
  readonly key: string;
  readonly service: string;
  readonly severity: Severity;
  readonly title: string;
  readonly status: "triggered" | "acknowledged" | "resolved";
  /** When it began to hurt, as far as the alerts know. */
  readonly startedAt: DateTime;
  readonly openedAt: DateTime;
  readonly openedBy: Actor;
  readonly acknowledgedAt: DateTime | null;
  readonly acknowledgedBy: Actor | null;
  readonly resolvedAt: DateTime | null;
  readonly resolvedBy: Actor | null;
  readonly alerts: AlertCounts;
  /** Since when none of its alerts fires; null while one does, or when it never had any. */
  readonly quietSince: DateTime | null;
  readonly paging: Paging;
};

export type IncidentEvent =
  | {
      readonly kind: "opened";
      readonly key: string;
      readonly service: string;
      readonly severity: Severity;
      readonly title: string;
      readonly startedAt: DateTime;
      readonly policy: Policy;
      readonly notes: readonly string[];
    }
  | { readonly kind: "alerts-joined"; readonly group: AlertGroup; readonly counts: AlertCounts }
  | { readonly kind: "alerts-ended"; readonly group: AlertGroup; readonly counts: AlertCounts }
  | { readonly kind: "alerts-flapped"; readonly group: AlertGroup; readonly counts: AlertCounts }
  | {
      readonly kind: "alerts-muted";
      readonly group: AlertGroup;
      readonly counts: AlertCounts;
      readonly mutedBy: readonly string[];
    }
  | { readonly kind: "alerts-unmuted"; readonly group: AlertGroup; readonly counts: AlertCounts }
  | { readonly kind: "quiet-began" }
  | { readonly kind: "quiet-ended" }
  | { readonly kind: "severity-raised"; readonly from: Severity; readonly to: Severity }
  | { readonly kind: "acknowledged" }
  | { readonly kind: "escalated" }
  | { readonly kind: "handed-back" }
  | { readonly kind: "snoozed"; readonly until: DateTime }
  | { readonly kind: "resolved"; readonly reason: string }
  | { readonly kind: "reopened"; readonly quietly: boolean; readonly holdUntil: DateTime | null }
  | {
      readonly kind: "page-sent";
      readonly step: number;
      readonly target: Target;
      readonly via: string;
    }
  | {
      readonly kind: "page-failed";
      readonly step: number;
      readonly target: Target;
      readonly error: string;
    }
  | {
      readonly kind: "page-dropped";
      readonly step: number;
      readonly target: Target;
      readonly reason: string;
    }
  | PagingEvent;

/** What happened, when, and who did it: one line of the timeline. */
export type TimelineEntry = {
  readonly at: DateTime;
  readonly by: Actor;
  readonly event: IncidentEvent;
};

export type IncidentCommand =
  | {
      readonly kind: "open";
      readonly id: IncidentId;
      readonly by: Actor;
      readonly key: string;
      readonly service: string;
      readonly severity: Severity;
      readonly title: string;
      readonly startedAt: DateTime;
      readonly policy: Policy;
      readonly pages: boolean;
      readonly roster: Roster;
      readonly notes: readonly string[];
    }
  | {
      readonly kind: "alerts-changed";
      readonly by: Actor;
      readonly joined: AlertGroup;
      readonly ended: AlertGroup;
      readonly flapped: AlertGroup;
      readonly muted: AlertGroup & { readonly by: readonly string[] };
      readonly unmuted: AlertGroup;
      readonly counts: AlertCounts;
      /** The worst severity among the alerts that joined; null when none did. */
      readonly severity: Severity | null;
      /** Whether an incident of that severity pages. */
      readonly pages: boolean;
      /** How a resolved incident comes back: quietly when we may only have closed it too early. */
      readonly reopen: "quietly" | "loudly";
      readonly roster: Roster;
    }
  | { readonly kind: "acknowledge"; readonly by: Actor }
  | { readonly kind: "escalate"; readonly by: Actor; readonly roster: Roster }
  | { readonly kind: "hand-back"; readonly by: Actor; readonly roster: Roster }
  | { readonly kind: "snooze"; readonly by: Actor; readonly until: DateTime }
  | { readonly kind: "resolve"; readonly by: Actor; readonly reason: string }
  | {
      readonly kind: "tick";
      readonly roster: Roster;
      readonly quietUntil: DateTime | null;
      /** The source's heartbeat is missing: that alerts ended is not to be believed. */
      readonly blind: boolean;
    }
  | {
      readonly kind: "page-sent";
      readonly step: number;
      readonly target: Target;
      readonly via: string;
    }
  | {
      readonly kind: "page-failed";
      readonly step: number;
      readonly target: Target;
      readonly error: string;
      /** Whether anybody else of the same step was or may still be reached. */
      readonly othersReachable: boolean;
      readonly roster: Roster;
    }
  | {
      readonly kind: "page-dropped";
      readonly step: number;
      readonly target: Target;
      readonly reason: string;
    };

/** Events to record, or none; the reason says in both cases why, in words for people. */
export type Decision = { readonly events: readonly TimelineEntry[]; readonly reason: string };

export function isOpen(incident: Incident): boolean {
  return incident.status !== "resolved";
}

/** How people call it. */
export function incidentName(id: IncidentId): string {
  return `INC-${id}`;
}
