import type { DateTime } from "luxon";
import type { ServiceChange } from "#domain/service-change.ts";
import type { Severity } from "#domain/severity.ts";
import type { AlertFact } from "./alert-facts.ts";
import type { BudgetFact, ChartFact } from "./budget-facts.ts";
import type { Known } from "./known.ts";
import type { PageFacts } from "./page-facts.ts";
import type { PeopleFacts } from "./people-facts.ts";
import type { StepFact, TaskFact } from "./repair-facts.ts";
import type { TimelineFact, UpdateFact } from "./timeline-facts.ts";
import type { Timings } from "./timings.ts";

/** What was done to the service before it began to hurt, and why that may have been the cause. */
export type ChangeFact = Pick<
  ServiceChange,
  "kind" | "title" | "status" | "at" | "endedAt" | "by" | "link" | "revision" | "environment"
> & { readonly suspected: string | null };

export type SilenceFact = {
  readonly source: string;
  readonly matchers: string;
  readonly by: string;
  readonly comment: string;
  readonly askedAt: DateTime;
  readonly until: DateTime;
  readonly isOver: boolean;
  readonly link: string | null;
};

/** Everything that is known of an incident, as plain values: whoever shows it escapes it. */
export type PostmortemFacts = {
  readonly number: number;
  /** INC-12. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly status: "triggered" | "acknowledged" | "mitigated" | "resolved" | "merged";
  readonly isDrill: boolean;
  /** What it was, when it was no incident of its own. */
  readonly ending: "false-alarm" | "duplicate" | null;
  readonly service: { readonly id: string; readonly name: string };
  readonly team: { readonly id: string; readonly name: string } | null;
  /** One line of people's about how it was resolved. */
  readonly resolution: string | null;
  /** The labels of each of its alerts; templates are chosen by them. */
  readonly alertLabels: readonly Readonly<Record<string, string>>[];
  readonly people: PeopleFacts;
  readonly timings: Timings;
  /** What it used of each error budget of its service, the most used first. */
  readonly budgets: Known<readonly BudgetFact[]>;
  readonly timeline: readonly TimelineFact[];
  readonly mitigation: readonly StepFact[];
  readonly changes: readonly ChangeFact[];
  /** How long before the start of impact changes were looked for. */
  readonly changesSince: DateTime;
  readonly tasks: readonly TaskFact[];
  readonly followUps: readonly TaskFact[];
  readonly runbook: {
    readonly title: string;
    readonly link: string | null;
    /** Whether steps were taken from it. */
    readonly used: boolean;
  } | null;
  readonly dashboard: { readonly title: string; readonly link: string } | null;
  readonly alerts: readonly AlertFact[];
  /** How many more there were: too many to list, or their sender left them out. */
  readonly alertsLeftOut: number;
  readonly charts: readonly ChartFact[];
  readonly silences: readonly SilenceFact[];
  readonly updates: readonly UpdateFact[];
  readonly pages: PageFacts;
  /** As of when all of this was so. */
  readonly readAt: DateTime;
};
