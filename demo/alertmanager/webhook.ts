import { createHash } from "node:crypto";

type Texts = Readonly<Record<string, string>>;

export type Alert = {
  readonly labels: Texts;
  readonly annotations: Texts;
  /** What Prometheus works out, which the alert leads to. */
  readonly expression: string;
};

export type Times = { readonly startsAt: string; readonly endsAt?: string | undefined };

/** As `group_by` in alertmanager.yml: alerts that share these labels arrive in one message. */
const GROUP_BY = ["alertname", "service", "region"];
const RECEIVER = "muster";
const EXTERNAL_URL = "https://alertmanager.larder.example";
/** Go's zero time: an alert that fires has no end yet. */
const NEVER = "0001-01-01T00:00:00Z";

/** The alerts as Alertmanager would put them together, one list for each message. */
export function groupAlerts(alerts: readonly Alert[]): readonly (readonly Alert[])[] {
  return [...Map.groupBy(alerts, ({ labels }) => groupKey(groupLabels(labels))).values()];
}

/** The parts that Muster needs, and those that Alertmanager sends besides. */
export type Webhook = {
  readonly version: "4";
  readonly status: "firing" | "resolved";
  readonly alerts: readonly object[];
  readonly [besides: string]: unknown;
};

/** One group's message, in version 4 of Alertmanager's webhook format, from the Prometheus at an address. */
export function webhook(alerts: readonly Alert[], times: Times, prometheusUrl: string): Webhook {
  const shared = groupLabels(alerts[0]?.labels ?? {});
  return {
    receiver: RECEIVER,
    status: statusAt(times),
    alerts: alerts.map((alert) => ({
      ...alertObject(alert, times),
      generatorURL: `${prometheusUrl}/graph?g0.expr=${encodeURIComponent(alert.expression)}`,
    })),
    groupLabels: shared,
    commonLabels: common(alerts.map(({ labels }) => labels)),
    commonAnnotations: common(alerts.map(({ annotations }) => annotations)),
    externalURL: EXTERNAL_URL,
    version: "4",
    groupKey: groupKey(shared),
    truncatedAlerts: 0,
  };
}

function alertObject({ labels, annotations }: Alert, times: Times): object {
  const { startsAt, endsAt = NEVER } = times;
  const status = statusAt(times);
  const fingerprint = fingerprintOf(labels);
  return { status, labels, annotations, startsAt, endsAt, fingerprint };
}

function statusAt({ endsAt }: Times): Webhook["status"] {
  return endsAt === undefined ? "firing" : "resolved";
}

function groupLabels(labels: Texts): Texts {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => GROUP_BY.includes(name)));
}

function groupKey(labels: Texts): string {
  const matchers = sorted(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `{}:{${matchers.join(", ")}}`;
}

/** What all of them have, with the same value. */
function common(all: readonly Texts[]): Texts {
  const [first = {}, ...others] = all;
  const shared = Object.entries(first).filter(([name, value]) =>
    others.every((other) => other[name] === value),
  );
  return Object.fromEntries(shared);
}

/** Any short name will do that is the same for the same labels; Prometheus makes it in another way. */
function fingerprintOf(labels: Texts): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(labels)))
    .digest("hex")
    .slice(0, 16);
}

function sorted(texts: Texts): readonly (readonly [string, string])[] {
  return Object.entries(texts).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
