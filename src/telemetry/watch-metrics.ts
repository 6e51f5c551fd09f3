import { Counter, Gauge, Histogram, type Registry } from "prom-client";

/** How Muster does what it is there for, as an objective and those who watch it ask. */
export type WatchMetrics = {
  readonly acceptedToPagedSeconds: Histogram;
  readonly awaitedPageSeconds: Gauge;
  readonly oldestDeliverySeconds: Gauge;
  readonly heartbeats: Counter<"result">;
  readonly selfPages: Counter<"result">;
};

export function watchMetrics(registry: Registry): WatchMetrics {
  const registers = [registry];
  return {
    acceptedToPagedSeconds: new Histogram({
      name: "muster_accepted_to_paged_seconds",
      help: "From the receipt of a delivery until somebody was paged for it, or needed no page any more.",
      buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 120, 300, 600, 1800],
      registers,
    }),
    awaitedPageSeconds: new Gauge({
      name: "muster_awaited_page_seconds",
      help: "How long the alert has waited for its first page that waits longest.",
      registers,
    }),
    oldestDeliverySeconds: new Gauge({
      name: "muster_deliveries_oldest_seconds",
      help: "Age of the oldest delivery that is stored and not worked off.",
      registers,
    }),
    heartbeats: new Counter({
      name: "muster_heartbeats_total",
      help: "Pings of the dead man's switch: sent, failed, or withheld because something is wrong.",
      labelNames: ["result"],
      registers,
    }),
    selfPages: new Counter({
      name: "muster_self_pages_total",
      help: "Daily pages of Muster to itself: sent, and arrived.",
      labelNames: ["result"],
      registers,
    }),
  };
}
