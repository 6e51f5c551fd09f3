import type { DateTime } from "luxon";
import type { AlertListing } from "#domain/alert/alert.ts";

/** For each fingerprint the ids of what mutes it, or null. */
export type Listed = Readonly<Record<string, readonly string[] | null>>;

/** What an Alertmanager lists that has been up for so long: these alerts, each an hour old. */
export function listingOf(
  listed: Listed,
  now: DateTime,
  upFor: object = { hours: 1 },
): AlertListing {
  const alerts = Object.entries(listed).map(([fingerprint, mutedBy]) => {
    return { fingerprint, startsAt: now.minus({ hours: 1 }), mutedBy };
  });
  return { upSince: now.minus(upFor), alerts };
}
