import { Configuration } from "#domain/configuration/configuration.ts";
import type { NoticedIncident, PageNotice, Transport, Way, WayResult } from "#ways/way.ts";
import { CONFIGURATION } from "./acme.ts";

export const INCIDENT: NoticedIncident = {
  id: 12,
  name: "INC-12",
  title: "Checkout answers every second request with 500",
  severity: "SEV1",
  service: "Checkout",
  runbookUrl: "https://muster.example/runbooks/errors",
  dashboardUrl: "https://grafana.example/d/checkout?from=1&to=now",
  incidentUrl: "https://muster.example/incidents/12",
};

const TOKEN = "tok_3nQb8Xw1vK5rT9yZc2Md7Ls4Hf6Jg0Pa";

export function notice(more: Partial<PageNotice> = {}): PageNotice {
  return {
    isTest: false,
    id: "attempt-7",
    incident: INCIDENT,
    others: [],
    unnamed: 0,
    why: "level 1",
    mayBeDouble: false,
    token: TOKEN,
    acknowledgeUrl: `https://muster.example/acknowledge/${TOKEN}`,
    ...more,
  };
}

export function testNotice(more: Partial<PageNotice> = {}): PageNotice {
  return notice({ isTest: true, incident: null, why: "you asked for it", ...more });
}

export const SECRETS: Readonly<Record<string, string>> = {
  SMTP_PASSWORD: "smtp-password",
  TWILIO_AUTH_TOKEN: "a-twilio-token",
  WAYS_SECRET: "a-secret-for-signatures",
};

/** A way as it is set up by these parts of muster.yaml. */
export function connect(way: Way, ways: object, more: object = {}): Transport | null {
  return way.connect({
    configuration: Configuration.parse({ ...CONFIGURATION, ...more, ways }),
    secret: (name) => SECRETS[name] ?? null,
  });
}

export async function sendBy(
  transport: Transport | null,
  to: string,
  what: PageNotice = notice(),
): Promise<WayResult> {
  if (transport === null) throw new Error("the way is not set up");
  return await transport.send(to, what, new AbortController().signal);
}
