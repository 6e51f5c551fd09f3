import type { types } from "@slack/bolt";
import type { DateTime } from "luxon";
import { incidentName } from "#domain/incident/incident.ts";
import type { OfferEvent } from "#domain/response/offer.ts";
import { ACT_LABELS } from "#slack/words/act-labels.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import { actions, button, message, section, type Message } from "#slack/words/blocks.ts";
import { actorWords, statusWords } from "#slack/words/incident-words.ts";
import { cutMrkdwn, escapeText, IN_BLOCK, IN_NOTICE, type Pen } from "#slack/words/mrkdwn.ts";
import { oneSection, type Subject, subjectName } from "./notice-subject.ts";

const BRIEF_LENGTH = 2700;

type Asked = {
  readonly offered: Extract<OfferEvent, { readonly kind: "hand-over-offered" }>;
  /** Until when it can be answered; null when that is over. */
  readonly until: DateTime | null;
  /** What came of it. */
  readonly end: OfferEvent | null;
  /** Whether only the one who is asked reads it. */
  readonly isAlone: boolean;
};

/** Whoever is to take an incident over reads what they must know, and accepts by a button while it waits. */
export function renderAsked(subject: Subject, asked: Asked): Message {
  const { from, to, brief } = asked.offered;
  const whom = asked.isAlone ? "you" : actorWords(to, IN_BLOCK);
  const head = `${actorWords(from, IN_BLOCK)} asks ${whom} to take over ${subjectName(subject)}`;
  return message(`${head}. ${standWords(subject, asked, IN_NOTICE)}`, [
    section(`*${head}*`, standWords(subject, asked, IN_BLOCK)),
    section(cutMrkdwn(escapeText(brief), BRIEF_LENGTH)),
    ...offerButtons(subject, asked),
  ]);
}

/** The one who asked hears what came of it. */
export function renderAnswered(subject: Subject, end: OfferEvent): Message {
  return oneSection(endWords(subject, end));
}

function offerButtons({ incident }: Subject, { offered, until }: Asked): types.ActionsBlock[] {
  if (until === null) return [];
  const value = `${incident.id}:${offered.key}`;
  const label = `Accept ${incidentName(incident.id)}`;
  return actions("offer", [
    button(ACTIONS.acceptOffer, label, value, { style: "primary" }),
    button(ACTIONS.declineOffer, "Decline", value),
  ]);
}

function standWords(subject: Subject, { offered, until, end }: Asked, pen: Pen): string {
  if (until === null) return endWords(subject, end);
  return `It stays with ${actorWords(offered.from, pen)} until that is accepted, by ${pen.time(until)}.`;
}

function endWords({ incident, command }: Subject, end: OfferEvent | null): string {
  const id = incidentName(incident.id);
  if (end === null) return `That is over. ${id}: ${statusWords(incident, IN_BLOCK)}.`;
  const [from, to] = [actorWords(end.from, IN_BLOCK), actorWords(end.to, IN_BLOCK)];
  switch (end.kind) {
    case "hand-over-offered":
    case "hand-over-asked-again":
      return `${to} is asked to take ${id} over.`;
    case "hand-over-accepted":
      return `${to} took ${id} over from ${from}.`;
    case "hand-over-declined":
      return `${to} declined: ${id} stays with ${from}. Ask somebody else: \`${command} handover ${id} @somebody\`.`;
    case "hand-over-withdrawn":
      return `${from} took that back: ${id} stays with them.`;
    case "hand-over-expired":
      return `${to} did not answer: ${id} stays with ${from}. Ask somebody else, or page them: ${ACT_LABELS.escalate}.`;
  }
}
