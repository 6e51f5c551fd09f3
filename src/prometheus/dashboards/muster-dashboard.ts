import { growth } from "#prometheus/expressions.ts";
import { ALARM_COLOURS } from "./colours.ts";
import { promise } from "./muster-promise.ts";
import { counts, grown, HALF, of, QUARTER, quantiles } from "./muster-queries.ts";
import type { NamedDashboard } from "./named-dashboard.ts";
import { page } from "./page.ts";
import { chart, type PanelBuilder, stat } from "./panels.ts";
import { asked } from "./variables.ts";

/** The jobs by which people are paged: what is late here is not a matter of looks. */
const PAGING = 'kind=~"page|reach|tick"';
const ABOUT = "Muster itself: whether pages go out, alerts come in and Slack answers.";

export function musterDashboard(): NamedDashboard {
  const dashboard = page({
    uid: "muster-itself",
    title: "Muster itself",
    about: ABOUT,
    range: "24h",
    variables: [
      asked("job", {
        label: "Job",
        description: "Under which Prometheus scrapes Muster.",
        query: "label_values(muster_incidents_overdue, job)",
      }),
    ],
    marks: [
      {
        name: "Incidents opened",
        expression: `sum by (severity) (${growth(of("muster_incidents_opened_total"), "5m")}) > 0`,
        title: "An incident was opened",
        tags: ["severity"],
      },
    ],
    panels: [...promise(), ...numbers(), ...paging(), ...intake(), ...slack(), ...process()],
  });
  return { name: "muster", about: ABOUT, dashboard };
}

function numbers(): readonly PanelBuilder[] {
  return [
    stat({
      title: "Up",
      description: "How many Musters Prometheus can scrape.",
      unit: "none",
      width: QUARTER,
      query: 'sum(up{job="$job"})',
      thresholds: [
        { value: null, color: "red" },
        { value: 1, color: "green" },
      ],
    }),
    stat({
      title: "Oldest page that waits",
      description: "Over a minute somebody is not being paged.",
      unit: "s",
      width: QUARTER,
      query: `max(${of("muster_outbox_oldest_seconds", PAGING)}) or vector(0)`,
      thresholds: [
        { value: null, color: "green" },
        { value: 60, color: "red" },
      ],
    }),
    stat({
      title: "Incidents overdue",
      description: "Their next step was more than two minutes late when last looked.",
      unit: "none",
      width: QUARTER,
      query: `max(${of("muster_incidents_overdue")})`,
      thresholds: ALARM_COLOURS,
    }),
    stat({
      title: "Longest time ahead without anybody on call",
      description: "Of all schedules.",
      unit: "s",
      width: QUARTER,
      query: `max(${of("muster_oncall_gap_seconds")}) or vector(0)`,
      thresholds: ALARM_COLOURS,
    }),
  ];
}

function paging(): readonly PanelBuilder[] {
  return [
    counts("Pages", "What became of pages; failed: somebody could not be reached.", {
      all: grown("muster_pages_total"),
      failed: grown("muster_pages_total", 'result="failed"'),
      "nobody in a level": grown("muster_levels_empty_total"),
      "last resort called": grown("muster_policy_exhausted_total"),
    }),
    chart({
      title: "How long pages take",
      description: "From the decision until the first way has delivered the page.",
      unit: "s",
      width: HALF,
      min: 0,
      queries: quantiles("muster_page_seconds"),
    }),
    counts("Ways that failed", "Attempts to page by mail, phone, Slack and so on, by way.", {
      "{{way}}": grown("muster_page_attempts_total", 'result="failed"', "way"),
    }),
    chart({
      title: "Oldest job that waits",
      description: "Pages have a way of their own, before everything else that goes to Slack.",
      unit: "s",
      width: HALF,
      min: 0,
      queries: {
        pages: `max(${of("muster_outbox_oldest_seconds", PAGING)})`,
        others: `max(${of("muster_outbox_oldest_seconds", PAGING.replace("=~", "!~"))})`,
      },
    }),
  ];
}

function intake(): readonly PanelBuilder[] {
  return [
    counts("Alerts coming in", "Deliveries; what is refused or unreadable is worth a look.", {
      stored: grown("muster_ingest_accepted_total"),
      refused: grown("muster_ingest_rejected_total"),
      unreadable: grown("muster_quarantine_total"),
      "changes told": grown("muster_service_changes_total"),
    }),
    chart({
      title: "How long storing a delivery takes",
      description: "From the end of its body on.",
      unit: "s",
      width: HALF,
      min: 0,
      queries: quantiles("muster_ingest_seconds"),
    }),
    counts("Incidents opened", "By severity.", {
      "{{severity}}": grown("muster_incidents_opened_total", "", "severity"),
    }),
    counts("Requests answered with an error", "By status, of all addresses.", {
      "{{status}}": grown("muster_http_requests_total", 'status=~"[45].."', "status"),
    }),
  ];
}

function slack(): readonly PanelBuilder[] {
  return [
    counts("Trouble with Slack", "Limits, and sends that ended unclear.", {
      "told to wait": grown("muster_slack_429_total"),
      unclear: grown("muster_slack_ambiguous_total"),
      "user groups not followed": grown("muster_user_group_failures_total"),
    }),
    counts("Trouble with Muster", "Repairs are a bug, please tell us.", {
      "configuration refused": grown("muster_configuration_reloads_total", 'result="refused"'),
      "promises repaired": grown("muster_invariant_repairs_total"),
      "test pages failed": grown("muster_test_pages_total", 'result="failed"'),
    }),
  ];
}

function process(): readonly PanelBuilder[] {
  return [
    chart({
      title: "Processor and event loop",
      description: "What the busiest process uses of one processor, and how late its events are.",
      unit: "none",
      width: HALF,
      min: 0,
      queries: {
        "processors used": `max(rate(${of("process_cpu_seconds_total")}[$__rate_interval]))`,
        "seconds late (99 %)": `max(${of("nodejs_eventloop_lag_p99_seconds")})`,
      },
    }),
    chart({
      title: "Memory",
      description: "Of the largest process.",
      unit: "bytes",
      width: HALF,
      min: 0,
      queries: {
        all: `max(${of("process_resident_memory_bytes")})`,
        "of JavaScript": `max(${of("nodejs_heap_size_used_bytes")})`,
      },
    }),
  ];
}
