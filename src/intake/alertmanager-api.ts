import { z } from "zod";
import type { AlertListing, ListedAlert } from "#domain/alert/alert.ts";
import { type ApiAccess, fetchJson, type FetchOptions } from "./alertmanager/fetch-json.ts";
import { readFingerprint } from "./alertmanager/fingerprint.ts";
import { ApiInstant, readAnswer } from "./alertmanager/read-answer.ts";
import { readTexts } from "./alertmanager/texts.ts";

const Ids = z.array(z.string()).nullish();

const Status = z.object({ uptime: ApiInstant });

const Alerts = z.array(
  z.object({
    labels: z.unknown(),
    fingerprint: z.string(),
    startsAt: ApiInstant,
    status: z.object({
      state: z.string(),
      silencedBy: Ids,
      inhibitedBy: Ids,
      /** Since 0.28. */
      mutedBy: Ids,
    }),
  }),
);

const ALL_STATES = "active=true&silenced=true&inhibited=true&unprocessed=true";

/**
 * Every alert that an Alertmanager knows, muted ones too. All or nothing: one alert that cannot be read
 * fails the whole listing, because an alert that is left out of it would pass for one that ended.
 */
export async function listAlerts(api: ApiAccess, options: FetchOptions): Promise<AlertListing> {
  // The start time is read last: a restart in between then shows as one, and not as alerts that ended.
  const alerts = readAnswer(Alerts, await fetchJson(api, `/api/v2/alerts?${ALL_STATES}`, options));
  const status = readAnswer(Status, await fetchJson(api, "/api/v2/status", options));
  return { upSince: status.uptime, alerts: alerts.map(toListed) };
}

function toListed(alert: z.output<typeof Alerts>[number]): ListedAlert {
  const { state, silencedBy, inhibitedBy, mutedBy } = alert.status;
  const ids = [...(silencedBy ?? []), ...(inhibitedBy ?? []), ...(mutedBy ?? [])];
  const labels = readTexts(alert.labels, "label").texts;
  return {
    fingerprint: readFingerprint(alert.fingerprint, labels).fingerprint,
    startsAt: alert.startsAt,
    mutedBy: state === "suppressed" || ids.length > 0 ? [...new Set(ids)] : null,
  };
}
