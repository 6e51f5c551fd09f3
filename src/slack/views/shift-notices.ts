import type { DateTime } from "luxon";
import { incidentName, type Incident } from "#domain/incident/incident.ts";
import type { SeverityRules } from "#domain/severity.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import { actions, button, context, message, section, type Message } from "#slack/words/blocks.ts";
import { headline, listWords, span } from "#slack/words/incident-words.ts";
import { IN_BLOCK, IN_NOTICE, outside, type Pen } from "#slack/words/mrkdwn.ts";
import type { HandOverView } from "./hand-over.ts";

const NAME_LENGTH = 80;
const MOST_NAMED = 4;

/** One short line for the channel: who came, who left, and who stays. */
export function renderChanged(view: HandOverView): Message {
  return inBothPens((pen) => {
    const { handOver, schedule, until, next } = view;
    const name = outside(schedule.name, NAME_LENGTH);
    const giver = personWords(view, handOver.giver);
    if (handOver.receiver === null) {
      const comes =
        next === null ? "" : `; ${personWords(view, next.person)} comes ${pen.moment(next.start)}`;
      return `*${name}*: nobody is on call after ${giver}${comes}.`;
    }
    const receiver = personWords(view, handOver.receiver);
    const change =
      handOver.giver === null ? `${receiver} is on call` : `${receiver} took over from ${giver}`;
    const end = until === null ? "" : ` until ${pen.moment(until)}`;
    return `*${name}*: ${change}${end}${stayingWords(view)}.`;
  });
}

/** What the newcomer is told when Slack alone may not wake them. */
export type Reach = {
  /** A part of the shift in which Slack does not ring. */
  readonly silent: { readonly start: DateTime; readonly end: DateTime } | null;
  /** Whether there is another way than Slack to reach them, or they could add one. */
  readonly otherWay: "given" | "can-be-added" | "none";
  readonly command: string;
};

/** Tests the page: Slack says that it took a message, only a press says that somebody saw it. */
export function renderBegan(view: HandOverView, reach: Reach): Message {
  const { handOver } = view;
  const ok =
    handOver.confirmedAt === null
      ? [button(ACTIONS.shiftOk, "OK", String(handOver.id), { style: "primary" })]
      : [];
  const warnings = warningsOf(reach);
  return message([beganWords(view, IN_NOTICE), ...warnings(IN_NOTICE)].join(" "), [
    section(beganWords(view, IN_BLOCK)),
    ...(warnings(IN_BLOCK).length === 0 ? [] : [section(...warnings(IN_BLOCK))]),
    ...actions("shift", ok),
  ]);
}

/** For whoever leaves. */
export function renderEnded(view: HandOverView): Message {
  return inBothPens((pen) => {
    const { handOver, schedule, brief, next } = view;
    const name = outside(schedule.name, NAME_LENGTH);
    const ended = `Your shift on ${name} ended, ${pen.moment(handOver.at)}.`;
    if (handOver.receiver === null) {
      const comes =
        next === null
          ? "Nobody comes after you."
          : `Nobody is on call until ${personWords(view, next.person)} comes, ${pen.moment(next.start)}.`;
      return `${ended} ${comes} ${heldWords(brief.held)}`.trim();
    }
    const receiver = personWords(view, handOver.receiver);
    const held =
      brief.held.length === 0 ? "" : ` ${heldWords(brief.held)} ${receiver} is asked to take over.`;
    return `${ended} ${receiver} is on call now.${held}`;
  });
}

export type Reminder = {
  readonly schedule: string;
  readonly start: DateTime;
  readonly end: DateTime | null;
  readonly now: DateTime;
  readonly command: string;
};

export function renderReminder({ schedule, start, end, now, command }: Reminder): Message {
  return inBothPens((pen) => {
    const until = end === null ? "" : ` until ${pen.moment(end)}`;
    return `Your shift on ${outside(schedule, NAME_LENGTH)} begins in ${span(now, start)}: from ${pen.moment(start)}${until}. If you cannot: \`${command} cover\`.`;
  });
}

/** The newcomer again, fifteen minutes later. */
export function renderAskedAgain(view: HandOverView): Message {
  const { handOver, schedule } = view;
  const id = String(handOver.id);
  const name = outside(schedule.name, NAME_LENGTH);
  const buttons = [
    ...(handOver.confirmedAt === null
      ? [button(ACTIONS.shiftOk, "OK", id, { style: "primary" })]
      : []),
    ...(handOver.giver !== null && handOver.acceptedAt === null
      ? [button(ACTIONS.acceptHandOver, "Accept", id)]
      : []),
  ];
  const asked =
    buttons.length === 0
      ? `Thank you: ${name} is yours.`
      : `You have not answered yet: do you have ${name}? In a quarter of an hour the others hear that you may not be reached.`;
  return message(asked, [section(asked), ...actions("shift", buttons)]);
}

/** For the others on call: somebody should ask in another way. */
export function renderNoAnswer(view: HandOverView): Message {
  return inBothPens((pen) => {
    const { handOver, schedule } = view;
    const receiver = personWords(view, handOver.receiver);
    const name = outside(schedule.name, NAME_LENGTH);
    if (isAnswered(view)) return `${receiver} has answered: ${name} is theirs.`;
    const missing =
      handOver.confirmedAt === null
        ? "has not pressed OK, so Slack may not reach them"
        : "has not accepted the hand-over";
    return `${receiver} has ${name} since ${pen.moment(handOver.at)} and ${missing}. Please ask them in another way.`;
  });
}

/** Where the incident is worked on: only the one who comes can take it. */
export function renderLeaving(
  view: HandOverView,
  incident: Incident,
  rules: SeverityRules,
): Message {
  const { handOver } = view;
  const id = incidentName(incident.id);
  const giver = personWords(view, handOver.giver);
  const receiver = personWords(view, handOver.receiver);
  const isOpen = view.brief.held.some((held) => held.id === incident.id);
  const words = isOpen
    ? `${giver} leaves call and has ${id}. ${receiver}, do you take it over? Until then it stays with ${giver}.`
    : `${giver} left call and has ${id} no more.`;
  const value = `${handOver.id}:${incident.id}`;
  const buttons = isOpen ? [button(ACTIONS.takeOver, `Take over ${id}`, value)] : [];
  return message(words, [
    section(words),
    context(outside(headline(incident, rules), 150)),
    ...actions("take-over", buttons),
  ]);
}

function isAnswered({ handOver }: HandOverView): boolean {
  if (handOver.confirmedAt === null) return false;
  return handOver.giver === null || handOver.acceptedAt !== null;
}

function beganWords(view: HandOverView, pen: Pen): string {
  const { handOver, schedule, until } = view;
  const name = outside(schedule.name, NAME_LENGTH);
  const end = until === null ? "" : `, until ${pen.moment(until)}`;
  const began = `Your shift on ${name} began, ${pen.moment(handOver.at)}${end}.`;
  if (handOver.confirmedAt !== null) return `${began} Slack reaches you. Have a quiet shift.`;
  return `${began} Press OK so that I know Slack reaches you.`;
}

function warningsOf(reach: Reach): (pen: Pen) => readonly string[] {
  const { silent } = reach;
  return (pen) => [
    ...(silent === null
      ? []
      : [
          `Slack does not ring from ${pen.moment(silent.start)} to ${pen.moment(silent.end)}: Do Not Disturb is on then, and your shift covers it.`,
        ]),
    ...otherWayWords(reach),
  ];
}

function otherWayWords({ otherWay, silent, command }: Reach): readonly string[] {
  const only = "There is no other way than Slack to reach you.";
  switch (otherWay) {
    case "given":
      return [];
    case "can-be-added":
      return [`${only} Add one: \`${command} me\`.`];
    case "none":
      return silent === null ? [] : [only];
  }
}

function stayingWords(view: HandOverView): string {
  const staying = view.colleagues.slice(0, MOST_NAMED).map(({ schedule, person }) => {
    return `${personWords(view, person)} stays on ${outside(schedule, NAME_LENGTH)}`;
  });
  return staying.length === 0 ? "" : `; ${listWords(staying)}`;
}

function heldWords(held: readonly Incident[]): string {
  if (held.length === 0) return "";
  const names = held.slice(0, MOST_NAMED).map(({ id }) => incidentName(id));
  const rest = held.length > MOST_NAMED ? ` and ${held.length - MOST_NAMED} more` : "";
  return `You still have ${rest === "" ? listWords(names) : names.join(", ") + rest}.`;
}

function personWords({ nameOf }: HandOverView, person: string | null): string {
  return person === null ? "nobody" : outside(nameOf(person), NAME_LENGTH);
}

function inBothPens(words: (pen: Pen) => string): Message {
  return message(words(IN_NOTICE).replaceAll("*", ""), [section(words(IN_BLOCK))]);
}
