export type AlertInBody = {
  readonly alertname: string;
  readonly fingerprint: string;
  readonly status?: "firing" | "resolved";
  readonly severity?: string;
  readonly startsAt?: string;
};

const STARTED = new Date(Date.now() - 5 * 60_000).toISOString();

/** A webhook's body as Alertmanager sends it, one group of alerts. */
export function alertsFromTest(...alerts: readonly AlertInBody[]): Uint8Array {
  const body = {
    version: "4",
    receiver: "muster",
    groupKey: `{}:{alertname="${alerts[0]?.alertname}"}`,
    truncatedAlerts: 0,
    alerts: alerts.map(({ alertname, fingerprint, status = "firing", severity, startsAt }) => ({
      fingerprint,
      status,
      labels: { alertname, severity: severity ?? "critical" },
      annotations: { summary: `${alertname} is wrong` },
      startsAt: startsAt ?? STARTED,
      endsAt: status === "firing" ? "0001-01-01T00:00:00Z" : new Date().toISOString(),
      generatorURL: "",
    })),
  };
  return Buffer.from(JSON.stringify(body));
}
