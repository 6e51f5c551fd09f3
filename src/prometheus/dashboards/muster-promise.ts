import { ALARM_COLOURS } from "./colours.ts";
import { counts, grown, HALF, of, QUARTER, quantiles } from "./muster-queries.ts";
import { chart, type PanelBuilder, stat } from "./panels.ts";

/** Whether Muster does what it is there for, and whether anybody would notice if it did not. */
export function promise(): readonly PanelBuilder[] {
  return [...standing(), ...overTime()];
}

function standing(): readonly PanelBuilder[] {
  return [
    stat({
      title: "Alert that waits longest",
      description: "Accepted, and nobody has been paged for it yet.",
      unit: "s",
      width: QUARTER,
      query: `max(${of("muster_awaited_page_seconds")}) or vector(0)`,
      thresholds: [
        { value: null, color: "green" },
        { value: 60, color: "red" },
      ],
    }),
    stat({
      title: "Within ten seconds",
      description:
        "The share of alerts, over the range that is looked at, for which somebody was paged so soon after they were accepted.",
      unit: "percentunit",
      width: QUARTER,
      decimals: 2,
      none: "no pages",
      query: withinTenSeconds(),
      thresholds: [
        { value: null, color: "red" },
        { value: 0.999, color: "green" },
      ],
    }),
    stat({
      title: "Pages are at risk",
      description:
        "Parts in trouble of which people may not be paged; /readyz and muster doctor say which.",
      unit: "none",
      width: QUARTER,
      query: `sum(${of("muster_impaired", 'risk="pages-at-risk"')})`,
      thresholds: ALARM_COLOURS,
    }),
    stat({
      title: "In trouble besides",
      description: "Parts in trouble that do not keep pages from going out.",
      unit: "none",
      width: QUARTER,
      query: `sum(${of("muster_impaired", 'risk="degraded"')})`,
    }),
  ];
}

function overTime(): readonly PanelBuilder[] {
  return [
    chart({
      title: "From an alert to a page",
      description:
        "From the receipt of a delivery until the first way to the first person has delivered the page. The objective is ten seconds.",
      unit: "s",
      width: HALF,
      min: 0,
      queries: quantiles("muster_accepted_to_paged_seconds"),
    }),
    counts(
      "Watched from outside",
      "Pings of the dead man's switch, and pages of Muster to itself.",
      {
        "pings sent": grown("muster_heartbeats_total", 'result="sent"'),
        "pings withheld": grown("muster_heartbeats_total", 'result="withheld"'),
        "pings failed": grown("muster_heartbeats_total", 'result="failed"'),
        "pages to itself arrived": grown("muster_self_pages_total", 'result="arrived"'),
      },
    ),
  ];
}

/** Prometheus 3 calls the bucket 10.0. */
function withinTenSeconds(): string {
  const name = "muster_accepted_to_paged_seconds";
  const range = "${__range_s}s";
  const soon = of(`${name}_bucket`, 'le=~"10([.]0)?"');
  return `sum(increase(${soon}[${range}])) / sum(increase(${of(`${name}_count`)}[${range}]))`;
}
