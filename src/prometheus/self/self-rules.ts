import { stringify } from "yaml";
import type { Objective } from "#domain/objective/objective.ts";
import type { Rule, RuleGroup } from "#prometheus/rule.ts";
import { ruleGroups } from "#prometheus/rules.ts";
import { selfAlerts } from "./self-alerts.ts";

const GROUP = "muster-itself";

export type SelfRules = {
  /** Under which Prometheus scrapes Muster. */
  readonly job: string;
  /** Where docs/watching.md can be read when Muster cannot. */
  readonly runbooks: string;
  readonly objectives: readonly Objective[];
};

/** Rules about Muster itself, as a file that Prometheus loads. */
export function selfRulesFile(wanted: SelfRules): string {
  const head =
    "# Written by `muster rules --self`. These alerts must reach people by a way that does not lead through Muster.\n";
  return head + stringify({ groups: selfRuleGroups(wanted) }, { lineWidth: 0 });
}

export function selfRuleGroups({ job, runbooks, objectives }: SelfRules): readonly RuleGroup[] {
  const own = { name: GROUP, rules: [...signals(job), ...alerting(job, runbooks)] };
  return [own, ...ruleGroups(objectives.map((one) => withRunbook(one, runbooks)))];
}

/** Traffic, errors, latency and saturation, by names that a dashboard of one's own may read. */
function signals(job: string): readonly Rule[] {
  function rate(metric: string): string {
    return `rate(${metric}{job="${job}"}[5m])`;
  }
  const queries = {
    "job:muster_deliveries:rate5m": `sum by (job) (${rate("muster_ingest_accepted_total")})`,
    "job:muster_deliveries_refused:rate5m": `sum by (job) (${rate("muster_ingest_rejected_total")})`,
    "job_result:muster_pages:rate5m": `sum by (job, result) (${rate("muster_pages_total")})`,
    "job:muster_accepted_to_paged_seconds:p99_1h": `histogram_quantile(0.99, sum by (job, le) (rate(muster_accepted_to_paged_seconds_bucket{job="${job}"}[1h])))`,
    "job:muster_awaited_page_seconds:max": `max by (job) (muster_awaited_page_seconds{job="${job}"})`,
    "job_kind:muster_outbox_oldest_seconds:max": `max by (job, kind) (muster_outbox_oldest_seconds{job="${job}"})`,
    "job:muster_eventloop_lag_p99_seconds:max": `max by (job) (nodejs_eventloop_lag_p99_seconds{job="${job}"})`,
  };
  return Object.entries(queries).map(([record, expr]) => ({ record, expr, labels: {} }));
}

function alerting(job: string, runbooks: string): readonly Rule[] {
  return selfAlerts(job).map(({ name, expr, lasts, severity, summary, fix }) => ({
    alert: name,
    expr,
    for: lasts,
    labels: { severity, watches: "muster" },
    annotations: { summary, fix, runbook_url: anchor(runbooks, name) },
  }));
}

function withRunbook(objective: Objective, runbooks: string): Objective {
  const { alert } = objective;
  const annotations = { ...alert.annotations, runbook_url: anchor(runbooks, alert.name) };
  return { ...objective, alert: { ...alert, annotations } };
}

/** As Markdown's headings are linked to. */
function anchor(page: string, name: string): string {
  return `${page}#${name.toLowerCase()}`;
}
