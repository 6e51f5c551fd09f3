import type { AlertCounts, AlertGroup, IncidentEvent } from "#domain/incident/incident.ts";
import type { StaleEvent } from "#domain/response/stale.ts";
import { enumerate } from "#domain/text.ts";
import type { TimelinePen } from "./timeline-pen.ts";
import type { WordsOf } from "./words-of.ts";

type AlertEvent = Extract<IncidentEvent, { readonly group: AlertGroup }>;
type QuietEvent = Extract<IncidentEvent, { readonly kind: "quiet-began" | "quiet-ended" }>;

const MOST_NAMES = 5;
const NAME_LENGTH = 100;
const MOST_CAUSES = 3;

/** What alerts did, and how many there are of them now. */
export const ALERT_WORDS: WordsOf<AlertEvent | QuietEvent | StaleEvent> = {
  "alerts-joined": ({ group, counts }, pen) =>
    `${namesOf(group, pen)} fired (${countWords(counts)}).`,
  "alerts-ended": ({ group, counts }, pen) =>
    `${namesOf(group, pen)} ended (${countWords(counts)}).`,
  "alerts-flapped": ({ group, counts }, pen) =>
    `${namesOf(group, pen)} fired and ended at once (${countWords(counts)}).`,
  "alerts-muted": ({ group, counts, mutedBy }, pen) =>
    `${namesOf(group, pen)} ${group.count === 1 ? "was" : "were"} muted${causes(mutedBy, pen)} (${countWords(counts)}).`,
  "alerts-unmuted": ({ group, counts }, pen) =>
    `${namesOf(group, pen)} ${group.count === 1 ? "is" : "are"} not muted any more (${countWords(counts)}).`,
  "quiet-began": () => "No alert fires any more.",
  "quiet-ended": () => "Alerts fire again.",
  "alerts-stale": ({ count, heardAt }, pen) =>
    `Nothing was heard of ${count === 1 ? "an alert" : `${count} alerts`} since ${pen.moment(heardAt)}, though nobody said that it was over.`,
  "alerts-heard": () => "No alert of it is missing any more.",
};

/** Such as `2 of 5 firing, 1 muted`. */
export function countWords({ firing, muted, ended }: AlertCounts): string {
  const silenced = muted === 0 ? "" : `, ${muted} muted`;
  return `${firing} of ${firing + muted + ended} firing${silenced}`;
}

function namesOf({ names, count }: AlertGroup, pen: TimelinePen): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => pen.text(name, NAME_LENGTH));
  const rest = count - shown.length;
  if (shown.length === 0) return `${count} ${count === 1 ? "alert" : "alerts"}`;
  return enumerate(rest > 0 ? [...shown, `${rest} more`] : shown, MOST_NAMES + 1);
}

function causes(mutedBy: readonly string[], pen: TimelinePen): string {
  if (mutedBy.length === 0) return "";
  const named = mutedBy.map((cause) => pen.text(cause, NAME_LENGTH));
  return ` by ${enumerate(named, MOST_CAUSES)}`;
}
