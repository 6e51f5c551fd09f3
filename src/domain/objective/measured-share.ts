import type { ImpactInterval } from "./impact-interval.ts";
import type { IncidentShare } from "./incident-share.ts";
import type { Objective } from "./objective.ts";

type Labels = Readonly<Record<string, string>>;

export type ShareQuestion = {
  readonly objective: Objective;
  /** Which of several budgets is meant, by the labels of its query; none for an objective that is not grouped. */
  readonly labels: Labels;
  /** A moment of the incident, such as its first alert; in seconds since 1970, as all times here. */
  readonly about: number;
  /** Up to when is looked: now, or when the incident was over for sure. */
  readonly until: number;
  /** What people gave of the impact; the rest is looked for. */
  readonly impact?: GivenImpact;
};

/** What is null is looked for in the metric. */
export type GivenImpact = { readonly start: number | null; readonly end: number | null };

/** One question that was put, and what came back: so that anybody can put it again. */
export type AskedQuery = {
  readonly query: string;
  readonly at: number;
  readonly value: number | null;
};

export type MeasuredShare = {
  /** Null when the budget never burnt too fast. */
  readonly impact: ImpactInterval | null;
  readonly share: IncidentShare;
  readonly asked: readonly AskedQuery[];
  /** What Prometheus said of answers that may be incomplete. */
  readonly warnings: readonly string[];
};
