import { z } from "zod";
import type { AlertListing, ListedAlert } from "#domain/alert/alert.ts";
import type { Silence } from "#domain/alert/silence.ts";
import { AlertmanagerApiError } from "./alertmanager/api-error.ts";
import { type ApiAccess, fetchJson, type FetchOptions } from "./alertmanager/fetch-json.ts";
import { readFingerprint } from "./alertmanager/fingerprint.ts";
import { parseInstant } from "./alertmanager/instant.ts";
import { readTexts } from "./alertmanager/texts.ts";

const Instant = z.unknown().transform((value, context) => {
  const instant = parseInstant(value);
  if (instant !== null) return instant;
  context.addIssue({ code: "custom", message: "is no time" });
  return z.NEVER;
});

const Ids = z.array(z.string()).nullish();

const Status = z.object({ uptime: Instant });

const Alerts = z.array(
  z.object({
    labels: z.unknown(),
    fingerprint: z.string(),
    startsAt: Instant,
    status: z.object({
      state: z.string(),
      silencedBy: Ids,
      inhibitedBy: Ids,
      /** Since 0.28. */
      mutedBy: Ids,
    }),
  }),
);

const Matcher = z.object({
  name: z.string(),
  value: z.string(),
  isRegex: z.boolean(),
  /** Left out by those that knew no negative matchers. */
  isEqual: z.boolean().default(true),
});

const Silences = z.array(
  z.object({
    id: z.string(),
    status: z.object({ state: z.string() }),
    endsAt: Instant,
    createdBy: z.string().default(""),
    comment: z.string().default(""),
    matchers: z.array(Matcher),
  }),
);

const ALL_STATES = "active=true&silenced=true&inhibited=true&unprocessed=true";

/**
 * Every alert that an Alertmanager knows, muted ones too. All or nothing: one alert that cannot be read
 * fails the whole listing, because an alert that is left out of it would pass for one that ended.
 */
export async function listAlerts(api: ApiAccess, options: FetchOptions): Promise<AlertListing> {
  // The start time is read last: a restart in between then shows as one, and not as alerts that ended.
  const alerts = read(Alerts, await fetchJson(api, `/api/v2/alerts?${ALL_STATES}`, options));
  const status = read(Status, await fetchJson(api, "/api/v2/status", options));
  return { upSince: status.uptime, alerts: alerts.map(toListed) };
}

/** The silences that hold now. */
export async function listSilences(
  api: ApiAccess,
  options: FetchOptions,
): Promise<readonly Silence[]> {
  const silences = read(Silences, await fetchJson(api, "/api/v2/silences", options));
  return silences
    .filter(({ status }) => status.state === "active")
    .map(({ id, endsAt, createdBy, comment, matchers }) => {
      return { id, endsAt, createdBy, comment, matchers: matchers.map(matcherWords) };
    });
}

function matcherWords({ name, value, isRegex, isEqual }: z.output<typeof Matcher>): string {
  const [same, other] = isRegex ? ["=~", "!~"] : ["=", "!="];
  return `${name}${isEqual ? same : other}${JSON.stringify(value)}`;
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

function read<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AlertmanagerApiError("unexpected_answer", "it answered in a shape we do not know", {
    cause: parsed.error,
  });
}
