import { Big } from "big.js";
import type { Objective } from "#domain/objective/objective.ts";

const NONE = { labels: {}, annotations: {} };

/** The checkout answers 99.9 % of its requests; what a test needs differently it gives. */
export function objective(more: Partial<Objective> = {}): Objective {
  return {
    id: "checkout-requests",
    service: "checkout",
    name: "requests",
    description: "Requests are answered.",
    target: new Big("0.999"),
    window: 30 * 86_400,
    indicator: {
      kind: "events",
      bad: 'sum(rate(http_requests_total{job="checkout",code=~"(5..|429)"}[{{.window}}]))',
      total: 'sum(rate(http_requests_total{job="checkout"}[{{.window}}]))',
    },
    labels: {},
    alert: { ...NONE, name: "CheckoutErrors", page: NONE, ticket: NONE },
    minimumBad: 5,
    ...more,
  };
}
