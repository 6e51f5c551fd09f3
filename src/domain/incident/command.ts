import type { DateTime, Duration } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { Roster, Target } from "#domain/escalation/escalation.ts";
import type { PolicySnapshot } from "#domain/escalation/policy.ts";
import type { CallCommand } from "#domain/response/call.ts";
import type { ImpactCommand } from "#domain/response/impact.ts";
import type { WatchCommand } from "#domain/response/lead-watch.ts";
import type { Ending, LifeCommand } from "#domain/response/life.ts";
import type { MitigationCommand } from "#domain/response/mitigation.ts";
import type { NotebookCommand } from "#domain/response/notebook.ts";
import type { OfferCommand } from "#domain/response/offer.ts";
import type { PostmortemCommand } from "#domain/response/postmortem.ts";
import type { RoleCommand } from "#domain/response/role.ts";
import type { SilenceCommand } from "#domain/response/silences.ts";
import type { StaleCommand } from "#domain/response/stale.ts";
import type { TaskCommand } from "#domain/response/task.ts";
import type { UpdateCommand } from "#domain/response/update.ts";
import type { Severity } from "#domain/severity.ts";
import type {
  AlertCounts,
  AlertGroup,
  Incident,
  IncidentEvent,
  IncidentId,
  TimelineEntry,
} from "./incident.ts";
import type { ReminderRules } from "./reminders.ts";

/** What somebody, a source or the time wants of an incident. */
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
      readonly policy: PolicySnapshot;
      readonly pages: boolean;
      /** How long to wait before anybody is paged: it may be over by itself. */
      readonly pause: Duration | null;
      readonly roster: Roster;
      readonly notes: readonly string[];
      readonly drill?: true;
      readonly description?: string;
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
  | { readonly kind: "acknowledge"; readonly by: Actor; readonly via?: string }
  | { readonly kind: "escalate"; readonly by: Actor; readonly roster: Roster }
  | { readonly kind: "hand-back"; readonly by: Actor; readonly roster: Roster }
  /** Somebody takes it from the person who has it and leaves call. */
  | { readonly kind: "take-over"; readonly by: Actor; readonly from: string }
  /** Whoever has it says that they are still working on it. */
  | { readonly kind: "still-on-it"; readonly by: Actor }
  /** Who is on call may have changed. */
  | { readonly kind: "duty-changed"; readonly roster: Roster }
  | { readonly kind: "snooze"; readonly by: Actor; readonly until: DateTime }
  | {
      readonly kind: "resolve";
      readonly by: Actor;
      readonly reason: string;
      readonly as?: Ending;
    }
  | {
      readonly kind: "reopen";
      readonly by: Actor;
      readonly reason: string;
      /** Whether an incident of its severity pages. */
      readonly pages: boolean;
      readonly roster: Roster;
    }
  | {
      readonly kind: "set-severity";
      readonly by: Actor;
      readonly to: Severity;
      /** What it was when they chose, where they were shown that. */
      readonly shown?: Severity | undefined;
      readonly reason: string;
      /** Whether an incident of the new severity pages. */
      readonly pages: boolean;
      /** Whether its pages may wake somebody whom those so far could not. */
      readonly isLouder: boolean;
      /** As for the new severity. */
      readonly roster: Roster;
    }
  | {
      readonly kind: "merge";
      readonly by: Actor;
      readonly into: Incident;
      readonly as?: Ending;
    }
  /** The other side of a merge. */
  | {
      readonly kind: "take-in";
      readonly by: Actor;
      /** As it was before. */
      readonly from: Incident;
      /** With the alerts that it brings. */
      readonly counts: AlertCounts;
      /** Whether an incident of the worse of both severities pages. */
      readonly pages: boolean;
      readonly roster: Roster;
    }
  | {
      readonly kind: "tick";
      readonly roster: Roster;
      readonly quietUntil: DateTime | null;
      /** Why that its alerts ended is not to be believed, in words; null when it is. */
      readonly doubt: string | null;
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
    }
  /** Recorded as they are. */
  | Extract<IncidentEvent, { readonly kind: "way-failed" | "slack-silent" }>
  | ResponseCommand;

/** What people do about an incident beyond answering its pages. */
export type ResponseCommand =
  | LifeCommand
  | ImpactCommand
  | RoleCommand
  | WatchCommand
  | StaleCommand
  | OfferCommand
  | UpdateCommand
  | MitigationCommand
  | TaskCommand
  | CallCommand
  | SilenceCommand
  | NotebookCommand
  | PostmortemCommand
  /** Something may have to be told to somebody by now. */
  | { readonly kind: "remind"; readonly rules: ReminderRules };

/** Events to record, or none; the reason says in both cases why, in words for people. */
export type Decision = { readonly events: readonly TimelineEntry[]; readonly reason: string };

export type CommandOf<Kind extends IncidentCommand["kind"]> = IncidentCommand & {
  readonly kind: Kind;
};
