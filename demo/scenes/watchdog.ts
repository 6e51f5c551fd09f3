import type { Alert } from "#demo/alertmanager/webhook.ts";

/** The alert that always fires, as kube-prometheus ships it: silence means that alerting is broken. */
export const watchdog: Alert = {
  labels: { alertname: "Watchdog", severity: "none" },
  annotations: {
    summary: "An alert that should always be firing.",
    description: "It proves that the whole way from Prometheus to whoever watches it works.",
  },
  expression: "vector(1)",
};
