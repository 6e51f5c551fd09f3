import { quote } from "./quote.ts";
import type { Stage } from "./stage.ts";

const LABELS = {
  alertname: "HighErrorRate",
  service: "checkout",
  severity: "critical",
  region: "eu",
};
const ANNOTATIONS = { summary: "Checkout fails for one customer in eight" };
const GENERATOR = "https://prometheus.larder.example/graph?g0.expr=checkout%3Aerrors%3Aratio5m";
/** Where the shell writes the present time; nothing in the alert looks like it. */
const NOW = "@now@";

export type Times = { readonly startsAt: string; readonly endsAt?: string };

export const SAMPLE = LABELS.alertname;

/** Sends the sample alert as Alertmanager would, with its end when it has one; the answer's status. */
export async function sendAlert({ hook, token }: Stage, times: Times): Promise<number> {
  const answer = await fetch(hook, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify(payload(times)),
  });
  await answer.body?.cancel();
  return answer.status;
}

/** The same in one line for a shell. */
export function fireLine(stage: Stage): string {
  return curl(stage, { startsAt: NOW });
}

/** Any start before the end will do: an end closes the episode that is going on. */
export function endLine(stage: Stage): string {
  return curl(stage, { startsAt: stage.startedAt, endsAt: NOW });
}

function payload({ startsAt, endsAt }: Times): object {
  const status = endsAt === undefined ? "firing" : "resolved";
  const alert = { status, labels: LABELS, annotations: ANNOTATIONS, startsAt, endsAt };
  return { version: "4", status, alerts: [{ ...alert, generatorURL: GENERATOR }] };
}

function curl({ hook, token }: Stage, times: Times): string {
  const body = quote(JSON.stringify(payload(times))).replaceAll(NOW, `'"$(date -u +%FT%TZ)"'`);
  return `curl ${hook} -H ${quote(`Authorization: Bearer ${token}`)} -d ${body}`;
}
