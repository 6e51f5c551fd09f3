import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { type BudgetMetrics, budgetMetrics } from "./budget-metrics.ts";
import { type HealthMetrics, healthMetrics } from "./health-metrics.ts";
import { type WatchMetrics, watchMetrics } from "./watch-metrics.ts";

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export type Metrics = BudgetMetrics &
  HealthMetrics &
  WatchMetrics & {
    readonly httpRequests: Counter<"route" | "status">;
    readonly ingestAccepted: Counter<"source">;
    readonly ingestMended: Counter<"source">;
    readonly ingestRejected: Counter<"reason">;
    readonly ingestSeconds: Histogram;
    readonly quarantined: Counter<"source">;
    readonly serviceChanges: Counter<"source" | "result">;
    readonly pageSeconds: Histogram;
    readonly outboxOldestSeconds: Gauge<"kind">;
    readonly slack429: Counter<"method">;
    readonly slackAmbiguous: Counter<"outcome">;
    readonly invariantRepairs: Counter;
    readonly incidentsOpened: Counter<"severity">;
    readonly incidentsEnded: Counter<"ending">;
    readonly pageVerdicts: Counter<"verdict">;
    readonly emptyLevels: Counter;
    readonly exhausted: Counter;
    readonly overduePaging: Gauge;
    readonly pages: Counter<"result" | "target">;
    readonly pageAttempts: Counter<"way" | "result">;
    readonly pageAttemptSeconds: Histogram<"way">;
    readonly testPages: Counter<"result">;
    readonly oncallGapSeconds: Gauge<"schedule">;
    readonly userGroupFailures: Counter;
    readonly configurationReloads: Counter<"result">;
    /** Everything in Prometheus' text format, and its content type. */
    readonly render: () => Promise<{ readonly contentType: string; readonly text: string }>;
  };

/** One set of metrics with a registry of its own, so that two apps in one process never share a counter. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    ...intakeMetrics(registry),
    ...deliveryMetrics(registry),
    ...incidentMetrics(registry),
    ...pagingMetrics(registry),
    ...dutyMetrics(registry),
    ...wayMetrics(registry),
    ...budgetMetrics(registry),
    ...watchMetrics(registry),
    ...healthMetrics(registry),
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

function intakeMetrics(registry: Registry) {
  const registers = [registry];
  return {
    httpRequests: new Counter({
      name: "muster_http_requests_total",
      help: "Requests answered, by route pattern and status.",
      labelNames: ["route", "status"],
      registers,
    }),
    ingestAccepted: new Counter({
      name: "muster_ingest_accepted_total",
      help: "Deliveries stored, by source.",
      labelNames: ["source"],
      registers,
    }),
    ingestMended: new Counter({
      name: "muster_ingest_mended_total",
      help: "Deliveries stored although not all of their bytes could be read, by source.",
      labelNames: ["source"],
      registers,
    }),
    ingestRejected: new Counter({
      name: "muster_ingest_rejected_total",
      help: "Deliveries not answered 200, by reason.",
      labelNames: ["reason"],
      registers,
    }),
    ingestSeconds: new Histogram({
      name: "muster_ingest_seconds",
      help: "From the end of a delivery's body until it is stored.",
      buckets: SECONDS,
      registers,
    }),
    quarantined: new Counter({
      name: "muster_quarantine_total",
      help: "Deliveries that can never be read, kept aside for a human, by source.",
      labelNames: ["source"],
      registers,
    }),
    serviceChanges: new Counter({
      name: "muster_service_changes_total",
      help: "Deploys and other changes that were told, by the form of the telling and what became of them.",
      labelNames: ["source", "result"],
      registers,
    }),
  };
}

function deliveryMetrics(registry: Registry) {
  const registers = [registry];
  return {
    pageSeconds: new Histogram({
      name: "muster_page_seconds",
      help: "From the decision to page somebody until the first way had delivered the page.",
      buckets: SECONDS,
      registers,
    }),
    outboxOldestSeconds: new Gauge({
      name: "muster_outbox_oldest_seconds",
      help: "Age of the oldest unsent job, by kind.",
      labelNames: ["kind"],
      registers,
    }),
    slack429: new Counter({
      name: "muster_slack_429_total",
      help: "Answers 429 from Slack, by method.",
      labelNames: ["method"],
      registers,
    }),
    slackAmbiguous: new Counter({
      name: "muster_slack_ambiguous_total",
      help: "Sends whose outcome was unclear, by what became of them.",
      labelNames: ["outcome"],
      registers,
    }),
    invariantRepairs: new Counter({
      name: "muster_invariant_repairs_total",
      help: "Broken promises that the auditor found and repaired.",
      registers,
    }),
  };
}

function dutyMetrics(registry: Registry) {
  const registers = [registry];
  return {
    oncallGapSeconds: new Gauge({
      name: "muster_oncall_gap_seconds",
      help: "Time ahead without anybody on call although somebody should be, by schedule.",
      labelNames: ["schedule"],
      registers,
    }),
    userGroupFailures: new Counter({
      name: "muster_user_group_failures_total",
      help: "Attempts to keep a Slack user group up to date that did not succeed.",
      registers,
    }),
  };
}

function pagingMetrics(registry: Registry) {
  const registers = [registry];
  return {
    emptyLevels: new Counter({
      name: "muster_levels_empty_total",
      help: "Levels of a policy that had nobody when their turn came.",
      registers,
    }),
    exhausted: new Counter({
      name: "muster_policy_exhausted_total",
      help: "Calls of the last resort, because nobody of the policy acknowledged.",
      registers,
    }),
    overduePaging: new Gauge({
      name: "muster_incidents_overdue",
      help: "Incidents whose next step was more than two minutes late when the auditor last looked.",
      registers,
    }),
  };
}

function incidentMetrics(registry: Registry) {
  const registers = [registry];
  return {
    incidentsOpened: new Counter({
      name: "muster_incidents_opened_total",
      help: "Incidents opened, by severity.",
      labelNames: ["severity"],
      registers,
    }),
    incidentsEnded: new Counter({
      name: "muster_incidents_ended_total",
      help: "Incidents that ended: resolved, as a false alarm, merged, or as a duplicate.",
      labelNames: ["ending"],
      registers,
    }),
    pageVerdicts: new Counter({
      name: "muster_page_verdicts_total",
      help: "What people answered when asked whether a page was worth waking somebody for.",
      labelNames: ["verdict"],
      registers,
    }),
    configurationReloads: new Counter({
      name: "muster_configuration_reloads_total",
      help: "Attempts to follow a changed muster.yaml, by result.",
      labelNames: ["result"],
      registers,
    }),
    pages: new Counter({
      name: "muster_pages_total",
      help: "Pages by what became of them and by what they went to.",
      labelNames: ["result", "target"],
      registers,
    }),
  };
}

function wayMetrics(registry: Registry) {
  const registers = [registry];
  return {
    pageAttempts: new Counter({
      name: "muster_page_attempts_total",
      help: "Ways tried for pages, by way and by what became of them; dropped ones were not needed any more.",
      labelNames: ["way", "result"],
      registers,
    }),
    pageAttemptSeconds: new Histogram({
      name: "muster_page_attempt_seconds",
      help: "From the decision to page somebody until a way had delivered the page, by way.",
      labelNames: ["way"],
      buckets: [0.1, 0.5, 1, 5, 15, 30, 60, 120, 180, 300, 600, 1800],
      registers,
    }),
    testPages: new Counter({
      name: "muster_test_pages_total",
      help: "Test pages that people sent to themselves: started, confirmed, and ways that failed.",
      labelNames: ["result"],
      registers,
    }),
  };
}
