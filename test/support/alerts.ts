import { createHash } from "node:crypto";

/** An alert as a test needs it; whatever is left out is the usual. */
export type TestAlert = {
  readonly alertname: string;
  readonly resolved?: boolean;
  readonly startsAt?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
};

export const WEBHOOK_TOKEN = "a-webhook-secret-for-tests";

/** A few minutes ago; the database's clock starts at the present. */
export const STARTED = new Date(Date.now() - 5 * 60_000).toISOString();

/** Sends one group's webhook as Alertmanager would; answers the status. */
export async function sendAlerts(
  url: string,
  alerts: readonly TestAlert[],
  groupKey?: string,
): Promise<number> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { Authorization: `Bearer ${WEBHOOK_TOKEN}`, "Content-Type": "application/json" },
    body: JSON.stringify(webhookOf(alerts, groupKey)),
  });
  await answer.arrayBuffer();
  return answer.status;
}

/** Alertmanager groups by the alert's name when nothing else is said. */
export function webhookOf(
  alerts: readonly TestAlert[],
  groupKey = `{}:{alertname="${alerts[0]?.alertname}"}`,
): object {
  const firing = alerts.some(({ resolved }) => resolved !== true);
  return {
    version: "4",
    receiver: "muster",
    groupKey,
    status: firing ? "firing" : "resolved",
    truncatedAlerts: 0,
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: "http://alertmanager.example",
    alerts: alerts.map(alertOf),
  };
}

function alertOf({ alertname, resolved = false, ...alert }: TestAlert): object {
  const labels = { alertname, severity: "critical", ...alert.labels };
  return {
    status: resolved ? "resolved" : "firing",
    labels,
    annotations: { summary: `${alertname} is wrong`, ...alert.annotations },
    startsAt: alert.startsAt ?? STARTED,
    endsAt: resolved ? new Date().toISOString() : "0001-01-01T00:00:00Z",
    generatorURL: "http://prometheus.example/graph",
    fingerprint: fingerprintOf(labels),
  };
}

/** Any name that is the labels' own will do. */
export function fingerprintOf(labels: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex").slice(0, 16);
}
