import type { DateTime } from "luxon";
import type { Alert, AlertListing, AlertReport, ListedAlert } from "./alert.ts";

type ListingChange = "muted" | "unmuted" | "ended while muted" | "seen" | "absent";

type Comparison = { readonly alert: Alert; readonly change: ListingChange };

/** A source that has just started has not heard of all its alerts again. */
const SETTLES_WITHIN = { minutes: 5 };
const ABSENT_POLLS = 2;

/**
 * The alerts of a group that a whole report of it leaves out: each is muted or over, and the
 * report cannot say which, so that none of them counts as resolved.
 */
export function markMissing(
  alerts: readonly Alert[],
  report: AlertReport,
  group: string,
  now: DateTime,
): readonly Alert[] {
  if (report.truncated > 0) return [];
  const reported = new Set(report.events.map(({ fingerprint }) => fingerprint));
  return alerts
    .filter((alert) => alert.status === "firing" && alert.group === group)
    .filter((alert) => alert.missingSince === null && !reported.has(alert.fingerprint))
    .map((alert) => ({ ...alert, missingSince: now }));
}

/**
 * What a source's own API tells about the alerts that we hold as firing; only those that change.
 * That an alert was muted, and ended meanwhile, is told by nothing else.
 */
export function compareWithListing(
  alerts: readonly Alert[],
  listing: AlertListing,
  now: DateTime,
): readonly Comparison[] {
  const listed = new Map(listing.alerts.map((alert) => [alert.fingerprint, alert]));
  const settled = listing.upSince < now.minus(SETTLES_WITHIN);
  return alerts
    .filter((alert) => alert.status === "firing")
    .flatMap((alert) => {
      const found = listed.get(alert.fingerprint);
      if (found !== undefined) return present(alert, found);
      return settled ? [absent(alert, now)] : [];
    });
}

/** A later start in the listing is left to the webhook, which tells of it with all its labels. */
function present(alert: Alert, { mutedBy }: ListedAlert): readonly Comparison[] {
  if (mutedBy !== null) {
    const muted = { ...alert, mutedBy, absentPolls: 0 };
    if (!sameIds(alert.mutedBy, mutedBy)) return [{ alert: muted, change: "muted" }];
    return alert.absentPolls > 0 ? [{ alert: muted, change: "seen" }] : [];
  }
  const active = { ...alert, mutedBy: null, missingSince: null, absentPolls: 0 };
  if (alert.mutedBy !== null) return [{ alert: active, change: "unmuted" }];
  const doubted = alert.missingSince !== null || alert.absentPolls > 0;
  return doubted ? [{ alert: active, change: "seen" }] : [];
}

function absent(alert: Alert, now: DateTime): Comparison {
  const absentPolls = alert.absentPolls + 1;
  if (absentPolls < ABSENT_POLLS) return { alert: { ...alert, absentPolls }, change: "absent" };
  const over = { status: "resolved", endsAt: now } as const;
  const clear = { missingSince: null, mutedBy: null, absentPolls: 0 };
  return { alert: { ...alert, ...over, ...clear }, change: "ended while muted" };
}

function sameIds(known: readonly string[] | null, listed: readonly string[]): boolean {
  const ids = new Set(listed);
  return known !== null && ids.symmetricDifference(new Set(known)).size === 0;
}
