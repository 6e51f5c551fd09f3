import type { types } from "@slack/bolt";
import { DateTime } from "luxon";
import type { ScheduleChange } from "#domain/change/schedule-change.ts";
import { incidentName, isTaken, type Incident } from "#domain/incident/incident.ts";
import type { Brief } from "#domain/shift/hand-over.ts";
import type { HandOverFacts } from "#engine/duty/read-brief.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import { actions, button, header, message, section, type Message } from "#slack/words/blocks.ts";
import { listWords, type NameOf, plural, span, statusWords } from "#slack/words/incident-words.ts";
import { IN_BLOCK, IN_NOTICE, outside, type Pen, plainLine } from "#slack/words/mrkdwn.ts";
import { worryingLines } from "./worrying-budgets.ts";

/** What is shown of a hand-over, and what people are called. */
export type HandOverView = HandOverFacts & { readonly nameOf: NameOf };

const MOST_INCIDENTS = 10;
const MOST_LINES = 8;
const NAME_LENGTH = 80;
const TITLE_LENGTH = 100;
const NOTE_LENGTH = 2000;

/** For whoever leaves: what the next one will read, and room for what only they know. */
export function renderDraft(view: HandOverView): Message {
  const { handOver, schedule } = view;
  const id = String(handOver.id);
  const buttons =
    handOver.postedAt === null
      ? [
          button(
            ACTIONS.writeHandOver,
            handOver.note === null ? "Add a note" : "Edit the note",
            id,
          ),
          button(ACTIONS.sendHandOver, "Send it now", id),
        ]
      : [];
  const text = draftWords(view, IN_NOTICE);
  return message(text, [
    header(`Hand-over of ${plainLine(schedule.name, NAME_LENGTH)}`),
    section(draftWords(view, IN_BLOCK)),
    ...briefBlocks(view),
    ...actions("hand-over", buttons),
  ]);
}

/** For whoever comes, who accepts it. */
export function renderBrief(view: HandOverView): Message {
  const { handOver, schedule } = view;
  const accept =
    handOver.acceptedAt === null
      ? [button(ACTIONS.acceptHandOver, "Accept", String(handOver.id), { style: "primary" })]
      : [];
  return message(`${briefWords(view, IN_NOTICE)} ${acceptWords(view, IN_NOTICE)}`, [
    header(`Hand-over of ${plainLine(schedule.name, NAME_LENGTH)}`),
    section(briefWords(view, IN_BLOCK)),
    ...briefBlocks(view),
    section(acceptWords(view, IN_BLOCK)),
    ...actions("hand-over", accept),
  ]);
}

/** What the brief says, part by part; what there is none of is written out. */
export function briefBlocks(view: HandOverView): types.KnownBlock[] {
  const { brief, handOver } = view;
  const parts: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ["Open incidents", incidentLines(view)],
    ["Acknowledged and still firing", nameLines(brief.stillFiring)],
    ["Silenced or inhibited alerts", mutedLines(brief)],
    ["Silences that end in the next shift", silenceLines(view)],
    ...(view.budgets === null
      ? []
      : [["Error budgets", worryingLines(view.budgets, view.now)] as const]),
    ["Pages of this shift", pageLines(brief)],
    ["Changes to the schedule", changeLines(view)],
    [`From ${personWords(view, handOver.giver)}`, [noteWords(handOver.note)]],
    ["Also on call", colleagueLines(view)],
  ];
  return parts.map(([title, lines]) => {
    return section(`*${title}*`, ...(lines.length === 0 ? ["None"] : lines));
  });
}

function draftWords(view: HandOverView, pen: Pen): string {
  const { handOver, schedule, now } = view;
  const name = outside(schedule.name, NAME_LENGTH);
  const receiver = personWords(view, handOver.receiver);
  if (handOver.acceptedAt !== null) {
    return `${receiver} accepted it, ${pen.moment(handOver.acceptedAt)}.`;
  }
  if (handOver.postedAt !== null) {
    return `It went to ${receiver}, ${pen.moment(handOver.postedAt)}, who has not accepted it yet. The incidents that you have stay yours until then.`;
  }
  const when = handOver.at > now ? `ends ${pen.moment(handOver.at)}` : "has ended";
  return `Your shift on ${name} ${when}, and ${receiver} comes. This is what they will read then, with your note or without. Is there anything that only you know?`;
}

function briefWords(view: HandOverView, pen: Pen): string {
  const { handOver, schedule } = view;
  const from = personWords(view, handOver.giver);
  return `${from} hands ${outside(schedule.name, NAME_LENGTH)} to you, ${pen.moment(handOver.at)}.`;
}

function acceptWords(view: HandOverView, pen: Pen): string {
  const { handOver, brief } = view;
  if (handOver.acceptedAt !== null) return `You accepted it, ${pen.moment(handOver.acceptedAt)}.`;
  if (brief.held.length === 0) return "Press Accept when you have read it.";
  const names = listWords(brief.held.slice(0, MOST_INCIDENTS).map(({ id }) => incidentName(id)));
  const giver = personWords(view, handOver.giver);
  const [are, stay] = brief.held.length === 1 ? ["it is", "it stays"] : ["they are", "they stay"];
  return `${giver} has ${names}. Press Accept, and ${are} yours; until then ${stay} with ${giver}.`;
}

function incidentLines({ brief, now }: HandOverView): readonly string[] {
  const lines = brief.incidents.slice(0, MOST_INCIDENTS).map((incident) => {
    const { id, severity, title, startedAt } = incident;
    const age = span(startedAt, now);
    const state = statusWords(incident, IN_BLOCK);
    return `• *${incidentName(id)} ${severity}* ${outside(title, TITLE_LENGTH)}: for ${age}. ${state}. ${nextStep(incident)}`;
  });
  return [...lines, ...restOf(brief.incidents.length, MOST_INCIDENTS)];
}

function nextStep({ paging, status }: Incident): string {
  if (paging.nextAt !== null) return `Next step ${IN_BLOCK.time(paging.nextAt)}.`;
  return isTaken({ status }) ? "Nobody else is paged." : "Nobody is paged.";
}

function nameLines(incidents: readonly Incident[]): readonly string[] {
  const lines = incidents
    .slice(0, MOST_LINES)
    .map(({ id, alerts }) => `• ${incidentName(id)}: ${plural(alerts.firing, "alert")} firing`);
  return [...lines, ...restOf(incidents.length, MOST_LINES)];
}

function mutedLines({ muted }: Brief): readonly string[] {
  const lines = muted
    .slice(0, MOST_LINES)
    .map(({ name, incident }) => `• ${outside(name, TITLE_LENGTH)} (INC-${incident})`);
  return [...lines, ...restOf(muted.length, MOST_LINES)];
}

function silenceLines({ ending: { silences, unasked } }: HandOverView): readonly string[] {
  const lines = silences.slice(0, MOST_LINES).map(({ matchers, endsAt, createdBy, comment }) => {
    const by = createdBy === "" ? "" : `, by ${outside(createdBy, NAME_LENGTH)}`;
    const why = comment === "" ? "" : `: ${outside(comment, TITLE_LENGTH)}`;
    const what = outside(matchers.join(", "), TITLE_LENGTH);
    return `• ${what}, until ${IN_BLOCK.moment(endsAt)}${by}${why}`;
  });
  const unknown = unasked.map((source) => {
    return `• ${outside(source, NAME_LENGTH)} could not be asked for its silences.`;
  });
  return [...lines, ...restOf(silences.length, MOST_LINES), ...unknown];
}

function pageLines({ pages: { incidents, asleep, top } }: Brief): readonly string[] {
  if (incidents === 0) return [];
  const most = top.map(({ name, count }) => `${outside(name, TITLE_LENGTH)} (${count})`);
  const nightly = asleep === 0 ? "none of them" : String(asleep);
  return [
    `Paged for ${plural(incidents, "incident")}, ${nightly} between 22:00 and 08:00.`,
    ...(most.length === 0 ? [] : [`Most often: ${most.join(", ")}.`]),
  ];
}

function changeLines({ brief, nameOf }: HandOverView): readonly string[] {
  const lines = brief.changes
    .slice(0, MOST_LINES)
    .map((change) => `• ${changeWords(change, nameOf)}`);
  return [...lines, ...restOf(brief.changes.length, MOST_LINES)];
}

function changeWords(change: ScheduleChange, nameOf: NameOf): string {
  const { person, start, end, reason, cancelledAt } = change;
  const who = outside(nameOf(person), NAME_LENGTH);
  const why = reason === "" ? "" : ` (${outside(reason, TITLE_LENGTH)})`;
  const times = `${IN_BLOCK.moment(momentOf(start))} until ${IN_BLOCK.moment(momentOf(end))}`;
  return `${cancelledAt === null ? "" : "Cancelled: "}${who} from ${times}${why}`;
}

function colleagueLines({ colleagues, nameOf }: HandOverView): readonly string[] {
  return colleagues.slice(0, MOST_LINES).map(({ schedule, person }) => {
    return `• ${outside(nameOf(person), NAME_LENGTH)} on ${outside(schedule, NAME_LENGTH)}`;
  });
}

function noteWords(note: string | null): string {
  if (note === null) return "No note";
  return note
    .split("\n")
    .map((line) => outside(line, NOTE_LENGTH))
    .join("\n");
}

function personWords({ nameOf }: HandOverView, person: string | null): string {
  return person === null ? "nobody" : outside(nameOf(person), NAME_LENGTH);
}

function restOf(all: number, shown: number): readonly string[] {
  return all > shown ? [`• and ${all - shown} more`] : [];
}

function momentOf(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: "utc" });
}
