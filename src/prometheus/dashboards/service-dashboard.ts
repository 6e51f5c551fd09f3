import { ALARM_COLOURS, BUDGET_COLOURS } from "./colours.ts";
import type { NamedDashboard } from "./named-dashboard.ts";
import { page } from "./page.ts";
import { chart, type PanelBuilder, stat } from "./panels.ts";
import { asked, oneOf } from "./variables.ts";

const HALF = 12;
const THIRD = 8;
/** What the service counts with, of the job that is chosen. */
const OF_JOB = 'job="$job"';
const REQUESTS = `sum(rate(\${histogram}_count{${OF_JOB}}[$__rate_interval]))`;
const FAILED = `(sum(rate(\${histogram}_count{${OF_JOB}, \${failed:raw}}[$__rate_interval])) or 0 * ${REQUESTS})`;
const ABOUT =
  "The four golden signals of a service: traffic, errors, latency, saturation, with its alerts marked.";

/** By what client libraries count anyway: a histogram of how long requests took, and the process's own metrics. */
export function serviceDashboard(services: readonly string[]): NamedDashboard {
  const dashboard = page({
    uid: "muster-service",
    title: "A service",
    about: ABOUT,
    range: "6h",
    variables: variables(services),
    marks: [
      {
        name: "Alerts",
        expression:
          'count by (alertname, severity) (ALERTS{alertstate="firing", service="$service"} or ALERTS{alertstate="firing", sloth_service="$service"})',
        title: "{{alertname}}",
        tags: ["severity"],
      },
    ],
    panels: [...numbers(), traffic(), errors(), latency(), saturation(), memory()],
  });
  return { name: "service", about: ABOUT, dashboard };
}

/** How clients of Prometheus and OpenTelemetry call the status of an answer. */
const FAILURES = [
  'code=~"5.."',
  'status=~"5.."',
  'status_code=~"5.."',
  'http_response_status_code=~"5.."',
  'grpc_code=~"Unknown|Internal|Unavailable|DeadlineExceeded|DataLoss"',
];

function variables(services: readonly string[]) {
  return [
    oneOf("service", services, {
      label: "Service",
      description: "As muster.yaml calls it: whose alerts and budgets are shown.",
    }),
    asked("job", {
      label: "Job",
      description: "Under which Prometheus scrapes it.",
      query: "label_values(up, job)",
    }),
    asked("histogram", {
      label: "Requests",
      description: "The histogram of how long requests took, without _count.",
      query: `label_values({${OF_JOB}, __name__=~".*(request|handling|server).*_count"}, __name__)`,
      part: "/(.+)_count$/",
    }),
    oneOf("failed", FAILURES, {
      label: "Failed when",
      description: "By which label a failed request is known.",
    }),
  ];
}

function numbers(): readonly PanelBuilder[] {
  return [
    stat({
      title: "Instances up",
      description: "Those that Prometheus could scrape.",
      unit: "none",
      width: THIRD,
      query: `sum(up{${OF_JOB}})`,
    }),
    stat({
      title: "Instances down",
      description: "Known to Prometheus, but it could not scrape them.",
      unit: "none",
      width: THIRD,
      query: `count(up{${OF_JOB}}) - sum(up{${OF_JOB}})`,
      thresholds: ALARM_COLOURS,
    }),
    stat({
      title: "Least budget left",
      description: "Of all objectives of the service.",
      unit: "percentunit",
      width: THIRD,
      query: 'min(slo:period_error_budget_remaining:ratio{sloth_service="$service"})',
      decimals: 1,
      none: "no objective",
      thresholds: BUDGET_COLOURS,
    }),
  ];
}

function traffic(): PanelBuilder {
  return chart({
    title: "Traffic",
    description: "Requests a second that were answered, and those of them that failed.",
    unit: "reqps",
    width: HALF,
    min: 0,
    queries: { all: REQUESTS, failed: FAILED },
  });
}

function errors(): PanelBuilder {
  return chart({
    title: "Errors",
    description: "The share of requests that failed; nothing while there are none at all.",
    unit: "percentunit",
    width: HALF,
    min: 0,
    queries: { failed: `${FAILED} / (${REQUESTS} > 0)` },
  });
}

function latency(): PanelBuilder {
  return chart({
    title: "Latency",
    description: "Half of the requests, 95 % and 99 % took no longer; as exact as the buckets are.",
    unit: "s",
    width: HALF,
    min: 0,
    queries: { half: quantile(0.5), "95 %": quantile(0.95), "99 %": quantile(0.99) },
  });
}

function quantile(share: number): string {
  return `histogram_quantile(${share}, sum by (le) (rate(\${histogram}_bucket{${OF_JOB}}[$__rate_interval])))`;
}

function saturation(): PanelBuilder {
  return chart({
    title: "Saturation",
    description:
      "Of the fullest instance: what it uses of one processor, and of the file handles that it may open.",
    unit: "percentunit",
    width: HALF,
    min: 0,
    queries: {
      processor: `max(rate(process_cpu_seconds_total{${OF_JOB}}[$__rate_interval]))`,
      "file handles": `max(process_open_fds{${OF_JOB}} / process_max_fds{${OF_JOB}})`,
    },
  });
}

function memory(): PanelBuilder {
  return chart({
    title: "Saturation: memory",
    description: "Of the largest instance, and of all together.",
    unit: "bytes",
    width: HALF,
    min: 0,
    queries: {
      largest: `max(process_resident_memory_bytes{${OF_JOB}})`,
      all: `sum(process_resident_memory_bytes{${OF_JOB}})`,
    },
  });
}
