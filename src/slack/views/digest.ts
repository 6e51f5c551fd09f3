import type { DateTime } from "luxon";
import type { Service } from "#domain/configuration/configuration.ts";
import { isOpen, worstFirst, type Incident } from "#domain/incident/incident.ts";
import { bulletList, header, message, section, type Message } from "#slack/words/blocks.ts";
import { plural } from "#slack/words/incident-words.ts";
import { clock, escapeText, outside, utc } from "#slack/words/mrkdwn.ts";
import type { IncidentOutline } from "#store/incident/incident-outline.ts";
import { acknowledgeMany, MOST_SHOWN } from "./acknowledge-many.ts";
import { bareLines, bareSection, mayNeedSomebody } from "./bare.ts";
import { incidentPoint } from "./incident-point.ts";

export type Digest = {
  /** Since when it storms; null when the storm is over. */
  readonly since: DateTime | null;
  readonly incidents: readonly Incident[];
  readonly unreadable?: readonly IncidentOutline[];
  readonly services: ReadonlyMap<string, Service>;
};

/** What is counted of every incident, whether it can be read or not. */
type Counted = Pick<IncidentOutline, "status" | "severity" | "service">;

const MOST_SERVICES = 10;
const ORDER = { triggered: 0, acknowledged: 1, mitigated: 2, resolved: 3, merged: 4 } as const;

/** All incidents of a storm in one message, from which each can be taken. */
export function renderDigest({ since, incidents, unreadable = [], services }: Digest): Message {
  const sorted = incidents.toSorted(mostUrgentFirst);
  const shown = sorted.slice(0, MOST_SHOWN);
  const waiting = sorted.filter(({ status }) => status === "triggered");
  const all = [...incidents, ...unreadable];
  const sums = [needed(all), ...tally(all, services)];
  const rest = sorted.length - shown.length;
  const text = [banner(since, all, utc), ...sums];
  return message([...text, ...bareLines(unreadable)].join(" "), [
    header(since === null ? "The storm is over" : "Storm of alerts"),
    section(banner(since, all, clock), ...sums),
    ...bulletList(shown.map((incident) => incidentPoint(incident, services))),
    ...(rest > 0 ? [section(`and ${rest} more, less urgent.`)] : []),
    ...bareSection(unreadable),
    ...acknowledgeMany(waiting),
  ]);
}

function needed(all: readonly Counted[]): string {
  const needy = all.filter(mayNeedSomebody).length;
  return `${plural(needy, "incident")} of ${all.length} still ${needy === 1 ? "needs" : "need"} somebody.`;
}

function banner(
  since: DateTime | null,
  all: readonly Counted[],
  time: (moment: DateTime) => string,
): string {
  if (since === null) {
    const open = all.filter(isOpen).length;
    return `It brought ${plural(all.length, "incident")}; ${open} ${open === 1 ? "is" : "are"} still open.`;
  }
  return `Storm: ${plural(all.length, "new incident")} since ${time(since)}. Cards are collected here until it has been quiet for two minutes.`;
}

/** How many by severity and by service. */
function tally(
  incidents: readonly Counted[],
  services: ReadonlyMap<string, Service>,
): readonly string[] {
  const severities = count(incidents.map(({ severity }) => severity))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([severity, sum]) => `${severity}: ${sum}`);
  const all = count(incidents.map(({ service }) => service)).toSorted(([, a], [, b]) => b - a);
  const named = all
    .slice(0, MOST_SERVICES)
    .map(([id, sum]) => `${outside(services.get(id)?.name ?? id, 60)}: ${sum}`);
  const rest = all.length - named.length;
  const others = rest > 0 ? [plural(rest, "more service")] : [];
  return [`${severities.join(", ")}.`, `${[...named, ...others].join(", ")}.`].map((line) =>
    line === "." ? escapeText("Nothing yet.") : line,
  );
}

function count<Key extends string>(keys: readonly Key[]): readonly (readonly [Key, number])[] {
  const sums = new Map<Key, number>();
  for (const key of keys) sums.set(key, (sums.get(key) ?? 0) + 1);
  return [...sums];
}

/** Those that nobody has come first, then the worst. */
function mostUrgentFirst(a: Incident, b: Incident): number {
  return ORDER[a.status] - ORDER[b.status] || worstFirst(a, b);
}
