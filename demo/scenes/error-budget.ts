import type { Scene } from "./scene.ts";

/** The page alert of an objective, with the labels that Sloth's rules and those of `muster rules` give it. */
export const errorBudget: Scene = {
  id: "error-budget",
  title: "Checkout burns its error budget",
  ending: "checkout recovers",
  hint: "One critical alert. Mia is paged, and Jonas 15 seconds later unless somebody acknowledges.",
  deploy: {
    service: "checkout",
    title: "checkout v41: new tax rules",
    by: "Jonas Weber",
    revision: "9f4c2ab",
    link: "https://ci.larder.example/checkout/builds/812",
    minutesBefore: 11,
  },
  // So long it takes until one request in eight has used enough of an hour's budget for a page.
  outage: { failing: 0.125, slow: 0.03, minutesBefore: 7 },
  alerts: [
    {
      labels: {
        alertname: "HighErrorRate",
        service: "checkout",
        severity: "critical",
        region: "eu",
        sloth_id: "checkout-availability",
        sloth_service: "checkout",
        sloth_slo: "availability",
        sloth_severity: "page",
      },
      annotations: {
        summary: "Checkout fails for one customer in eight",
        description:
          "12.5 % of the requests fail. The objective is 99.9 % over 30 days, so the error budget burns 125 times as fast as it may and is gone in under 6 hours.",
        runbook: "error-budget-burn",
      },
      expression:
        'sum(rate(http_requests_total{service="checkout",code=~"5.."}[5m])) / sum(rate(http_requests_total{service="checkout"}[5m]))',
    },
  ],
};
