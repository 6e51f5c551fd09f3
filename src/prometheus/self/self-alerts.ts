import { growth } from "#prometheus/expressions.ts";

/** Something that is wrong with Muster itself. */
export type SelfAlert = {
  readonly name: string;
  readonly expr: string;
  /** How long it must be so. */
  readonly lasts: string;
  readonly severity: "page" | "ticket";
  readonly summary: string;
  /** What to do first; the rest stands in the runbook. */
  readonly fix: string;
};

/** The jobs by which people are paged. */
const PAGING = 'kind=~"page|reach|tick"';

/** Every alert about the Musters that Prometheus scrapes under this job. */
export function selfAlerts(job: string): readonly SelfAlert[] {
  return [
    nobodyIsPaged,
    somebodyIsNotPaged,
    sendersFail,
    othersFail,
    insideFails,
    machineFails,
  ].flatMap((alerts) => alerts(job));
}

function nobodyIsPaged(job: string): readonly SelfAlert[] {
  return [
    {
      name: "MusterDown",
      expr: `(sum(up{job="${job}"}) or vector(0)) < 1`,
      lasts: "1m",
      severity: "page",
      summary: "No Muster answers: nobody is paged for anything.",
      fix: "Look at the process and its log, and start it; alerts are sent again by themselves.",
    },
    {
      name: "MusterNobodyPaged",
      expr: `max(${of(job, "muster_awaited_page_seconds")}) > 60`,
      lasts: "0s",
      severity: "page",
      summary: "An alert has waited for its first page for {{ $value | humanizeDuration }}.",
      fix: "Read /incidents, call whoever is on call, then see whether Slack and the ways answer.",
    },
    {
      name: "MusterJobsWait",
      expr: `max by (kind) (${of(job, "muster_outbox_oldest_seconds", PAGING)}) > 60`,
      lasts: "1m",
      severity: "page",
      summary:
        "What pages people ({{ $labels.kind }}) has waited for {{ $value | humanizeDuration }}.",
      fix: "Ask /readyz what is in trouble; restart a Muster that works on nothing.",
    },
    {
      name: "MusterDeliveriesWait",
      expr: `max(${of(job, "muster_deliveries_oldest_seconds")}) > 60`,
      lasts: "1m",
      severity: "page",
      summary: "An accepted delivery has not been worked off for {{ $value | humanizeDuration }}.",
      fix: "Read the log for deliveries that wait, and see whether the database answers.",
    },
    {
      name: "MusterImpaired",
      expr: `max by (part) (${of(job, "muster_impaired", 'risk="pages-at-risk"')}) > 0`,
      lasts: "2m",
      severity: "page",
      summary: "Pages are at risk: {{ $labels.part }} is in trouble.",
      fix: "GET /readyz names the trouble, and muster doctor what to do about it.",
    },
  ];
}

function somebodyIsNotPaged(job: string): readonly SelfAlert[] {
  return [
    {
      name: "MusterTimersLate",
      expr: `max(${of(job, "muster_incidents_overdue")}) > 0`,
      lasts: "3m",
      severity: "page",
      summary: "Escalation of {{ $value }} incidents is more than two minutes late.",
      fix: "Read the log for timers that fail, and page the next level by hand.",
    },
    {
      name: "MusterPagesFail",
      expr: `${grown(job, "muster_pages_total", { range: "15m", by: "target", more: 'result="failed"' })} > 0`,
      lasts: "0s",
      severity: "ticket",
      summary: "Pages to a {{ $labels.target }} failed by every way.",
      fix: "The timeline of the incident says why; put the person's Slack id or addresses right.",
    },
    {
      name: "MusterWayFails",
      expr: `${grown(job, "muster_page_attempts_total", { range: "1h", by: "way", more: 'result="failed"' })} >= 3`,
      lasts: "0s",
      severity: "ticket",
      summary: "The way {{ $labels.way }} fails to reach people.",
      fix: "Send yourself a test page from App Home; check the way's account and secret.",
    },
    {
      name: "MusterNobodyOnCall",
      expr: `max by (schedule) (${of(job, "muster_oncall_gap_seconds")}) > 0`,
      lasts: "15m",
      severity: "ticket",
      summary:
        "The schedule {{ $labels.schedule }} has {{ $value | humanizeDuration }} without anybody.",
      fix: "See muster gaps, and put an override or a layer there.",
    },
  ];
}

function sendersFail(job: string): readonly SelfAlert[] {
  return [
    {
      name: "MusterRefusesDeliveries",
      expr: `${grown(job, "muster_ingest_rejected_total", { range: "15m", by: "reason" })} > 3`,
      lasts: "5m",
      severity: "ticket",
      summary: "Deliveries are refused: {{ $labels.reason }}.",
      fix: "Put the sender's token, address or max_alerts right; a 503 means that the database fails.",
    },
    {
      name: "MusterQuarantine",
      expr: `${grown(job, "muster_quarantine_total", { range: "1h", by: "source" })} > 0`,
      lasts: "0s",
      severity: "ticket",
      summary: "A delivery of {{ $labels.source }} could not be read.",
      fix: "Look at it with muster doctor, mend the sender, and hand it in again with muster replay.",
    },
    {
      name: "MusterMendsDeliveries",
      expr: `sum(${growth(of(job, "muster_ingest_mended_total"), "1h")}) > 0`,
      lasts: "0s",
      severity: "ticket",
      summary: "A sender sends bytes that are no UTF-8.",
      fix: "Its alerts are taken, with marks in place of those bytes; the log names the sender.",
    },
  ];
}

function othersFail(job: string): readonly SelfAlert[] {
  return [
    {
      name: "MusterHeartbeatFails",
      expr: `${grown(job, "muster_heartbeats_total", { range: "15m", by: "result", more: 'result="failed"' })} >= 3`,
      lasts: "0s",
      severity: "ticket",
      summary: "The dead man's switch cannot be pinged.",
      fix: "Try its address from this machine; see its status page, and the proxy between.",
    },
    {
      name: "MusterUserGroupsStale",
      expr: `sum(${growth(of(job, "muster_user_group_failures_total"), "1h")}) > 0`,
      lasts: "0s",
      severity: "ticket",
      summary: "A Slack user group does not follow who is on call.",
      fix: "App Home says which and why.",
    },
    {
      name: "MusterBudgetsUnknown",
      expr: `${grown(job, "muster_budget_shares_total", { range: "1h", by: "quality", more: 'quality="unavailable"' })} > 0`,
      lasts: "0s",
      severity: "ticket",
      summary: "What incidents used of error budgets is not known.",
      fix: "Their cards say why; see whether Prometheus answers and runs the rules.",
    },
  ];
}

function insideFails(job: string): readonly SelfAlert[] {
  return [
    {
      name: "MusterReplicaDown",
      expr: `up{job="${job}"} == 0`,
      lasts: "5m",
      severity: "ticket",
      summary: "The Muster at {{ $labels.instance }} does not answer.",
      fix: "Look at the process and its log, and start it.",
    },
    {
      name: "MusterDegraded",
      expr: `max by (part) (${of(job, "muster_impaired", 'risk="degraded"')}) > 0`,
      lasts: "30m",
      severity: "ticket",
      summary: "{{ $labels.part }} is in trouble; pages go out.",
      fix: "App Home and muster doctor say what to do about it.",
    },
    {
      name: "MusterConfigurationRefused",
      expr: `${grown(job, "muster_configuration_reloads_total", { range: "15m", by: "result", more: 'result="refused"' })} > 0`,
      lasts: "0s",
      severity: "ticket",
      summary: "muster.yaml on the disk is not what is in use.",
      fix: "Run muster check, and put right what it says.",
    },
    {
      name: "MusterRepaired",
      expr: `sum(${growth(of(job, "muster_invariant_repairs_total"), "1h")}) > 0`,
      lasts: "0s",
      severity: "ticket",
      summary: "Muster found a broken promise and repaired it: that is a bug.",
      fix: "Please tell us, with the log around that moment.",
    },
  ];
}

function machineFails(job: string): readonly SelfAlert[] {
  return [
    {
      name: "MusterStandsStill",
      expr: `max by (instance) (${of(job, "nodejs_eventloop_lag_p99_seconds")}) > 1`,
      lasts: "5m",
      severity: "ticket",
      summary: "Everything in {{ $labels.instance }} is {{ $value | humanizeDuration }} late.",
      fix: "Give it more of a processor; with the embedded database, move to PostgreSQL.",
    },
    {
      name: "MusterChartsFail",
      expr: `min(${of(job, "muster_charts_drawable")}) < 1 or sum(${growth(of(job, "muster_chart_failures_total"), "1h")}) > 0`,
      lasts: "0s",
      severity: "ticket",
      summary: "Charts are told in words.",
      fix: "The log says why; most often npm ci has to run again on this machine.",
    },
  ];
}

function of(job: string, metric: string, more = ""): string {
  return `${metric}{job="${job}"${more === "" ? "" : `,${more}`}}`;
}

type Growth = { readonly range: string; readonly by: string; readonly more?: string };

/** What a counter grew by, by one of its labels. */
function grown(job: string, metric: string, { range, by, more }: Growth): string {
  return `sum by (${by}) (${growth(of(job, metric, more), range)})`;
}
