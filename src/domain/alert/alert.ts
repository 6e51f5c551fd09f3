import { DateTime } from "luxon";
import { labelOf } from "./matcher.ts";

export type Labels = Readonly<Record<string, string>>;

/** What one delivery says about one alert, from whatever source. */
export type AlertEvent = {
  readonly fingerprint: string;
  readonly status: "firing" | "resolved";
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startsAt: DateTime;
  /** The sender did not say when it started; the moment of its arrival stands for it. */
  readonly startGuessed?: boolean;
  /** Null while it fires. */
  readonly endsAt: DateTime | null;
  readonly generatorUrl: string | null;
  /** What had to be mended to read it, in words for the card; empty for a clean alert. */
  readonly notes: readonly string[];
};

/** What one delivery says: a snapshot of some of a sender's alerts, never of all. */
export type AlertReport = {
  /** The sender's group that the delivery is about, as an opaque name; null when it has none. */
  readonly group: string | null;
  /** How many alerts of the group the sender left out. */
  readonly truncated: number;
  readonly events: readonly AlertEvent[];
};

/** What a source's own API says about one alert right now. */
export type ListedAlert = {
  readonly fingerprint: string;
  readonly startsAt: DateTime;
  /** Ids of the silences and alerts that mute it; null while it is active. */
  readonly mutedBy: readonly string[] | null;
};

/** All alerts that a source's API lists, and since when the source has been up. */
export type AlertListing = {
  readonly upSince: DateTime;
  readonly alerts: readonly ListedAlert[];
};

/** One alert as (source, fingerprint) names it, with the episode it is in. */
export type Alert = {
  readonly source: string;
  readonly fingerprint: string;
  readonly status: "firing" | "resolved";
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startsAt: DateTime;
  readonly endsAt: DateTime | null;
  readonly generatorUrl: string | null;
  readonly notes: readonly string[];
  readonly lastSeenAt: DateTime;
  /** Starts within the last hour, oldest first; three or more mean that it flaps. */
  readonly recentStarts: readonly DateTime[];
  /** The sender's group that last carried it; a hint for noticing that it went missing. */
  readonly group: string | null;
  /** Since when its group is sent without it: muted or over, we cannot tell yet. */
  readonly missingSince: DateTime | null;
  /** Silences or inhibiting alerts that the source's API names; null when it is not muted. */
  readonly mutedBy: readonly string[] | null;
  /** Polls of the source's API in a row that did not list it. */
  readonly absentPolls: number;
};

type AlertChange =
  | "fired"
  | "fired again"
  | "reopened"
  | "restarted"
  | "repeated"
  | "ended"
  | "ended before"
  | "ended unseen"
  | "outdated";

export type Observation = { readonly alert: Alert; readonly change: AlertChange };

const FLAPPING_STARTS = 3;
const RECENT_STARTS = 20;
/** In milliseconds, because this is asked of every alert of a storm. */
const HOUR_MS = 3_600_000;

/**
 * What an event means for the alert that we know.
 *
 * - fired: new to us; fired again: a later episode after an end
 * - reopened: the same episode fires although we had closed it (a lagging or restarted sender)
 * - restarted: a later episode without an end in between: it flapped too fast to be reported
 * - ended unseen: the end of something that we never saw fire
 * - outdated: an older episode than the one we know (a late retry or a lagging peer)
 */
export function observe(
  known: Alert | null,
  event: AlertEvent,
  context: { readonly source: string; readonly group: string | null; readonly now: DateTime },
): Observation {
  const anchored = anchor(known, event);
  const change = classify(known, anchored);
  if (known !== null && change === "outdated") return { alert: known, change };
  return { change, alert: merge(known, anchored, context) };
}

/** Three starts within an hour. */
export function isFlapping(alert: Alert, now: DateTime): boolean {
  const recent = alert.recentStarts.filter((start) => start > now.minus(HOUR_MS));
  return recent.length >= FLAPPING_STARTS;
}

/** Whether we heard of the alert, or of its end, after a moment: what was said until then is out of date. */
export function hasNewsSince({ lastSeenAt, endsAt }: Alert, moment: DateTime): boolean {
  return lastSeenAt > moment || (endsAt !== null && endsAt > moment);
}

/** The name people know an alert by. */
export function alertName(labels: Labels): string {
  return labelOf(labels, "alertname") || "(no alertname)";
}

/** Without a start of its own, an event belongs to the episode that is going on. */
function anchor(known: Alert | null, { startGuessed, ...event }: AlertEvent): AlertEvent {
  if (startGuessed !== true || known?.status !== "firing") return event;
  return { ...event, startsAt: known.startsAt };
}

function classify(known: Alert | null, event: AlertEvent): AlertChange {
  if (known === null) return event.status === "firing" ? "fired" : "ended unseen";
  if (event.startsAt < known.startsAt) return classifyEarlier(known, event);
  const sameEpisode = event.startsAt.toMillis() === known.startsAt.toMillis();
  if (event.status === "resolved") return known.status === "firing" ? "ended" : "ended before";
  if (known.status === "firing") return sameEpisode ? "repeated" : "restarted";
  return sameEpisode ? "reopened" : "fired again";
}

/**
 * Two senders may date one episode differently. An end after the start that we know ends it all the same, and
 * what fires after we closed it comes back, quietly: for ever ignored would be the worse mistake.
 */
function classifyEarlier(known: Alert, event: AlertEvent): AlertChange {
  if (event.status === "firing") return known.status === "firing" ? "outdated" : "reopened";
  const endsIt = event.endsAt !== null && event.endsAt > known.startsAt;
  return known.status === "firing" && endsIt ? "ended" : "outdated";
}

function merge(
  known: Alert | null,
  event: AlertEvent,
  context: { readonly source: string; readonly group: string | null; readonly now: DateTime },
): Alert {
  return {
    ...event,
    source: context.source,
    group: context.group,
    lastSeenAt: context.now,
    startsAt: known === null ? event.startsAt : DateTime.max(known.startsAt, event.startsAt),
    endsAt: event.status === "firing" ? null : (event.endsAt ?? context.now),
    recentStarts: recentStarts(known, event),
    missingSince: null,
    mutedBy: null,
    absentPolls: 0,
  };
}

/** A later start is one more, even when we hear of it only at its end. */
function recentStarts(known: Alert | null, event: AlertEvent): readonly DateTime[] {
  const before = known?.recentStarts ?? [];
  if (known !== null && event.startsAt <= known.startsAt) return before;
  const hourAgo = event.startsAt.toMillis() - HOUR_MS;
  return [...before, event.startsAt]
    .filter((start) => start.toMillis() > hourAgo)
    .slice(-RECENT_STARTS);
}
