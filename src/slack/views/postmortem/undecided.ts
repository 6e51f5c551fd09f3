import { oneSection, type Subject, subjectName } from "#slack/views/notice-subject.ts";
import { actions, message, section, type Message } from "#slack/words/blocks.ts";
import { IN_BLOCK, IN_NOTICE, type Pen } from "#slack/words/mrkdwn.ts";
import { deedButton } from "./deeds.ts";
import { verdictLine } from "./state-words.ts";

/** Asks somebody to decide what the numbers do not; what was decided stands in place of the question. */
export function renderUndecided(subject: Subject): Message {
  const { incident } = subject;
  const { verdict, waiver, stage } = incident.postmortem;
  const name = subjectName(subject);
  function state(pen: Pen): string {
    return verdictLine(incident.postmortem, pen);
  }
  const isOpen = verdict?.kind === "undetermined" && waiver === null && stage === "none";
  if (!isOpen) return oneSection(`Postmortem of ${name}. ${state(IN_NOTICE)}`);
  const question = "Is a postmortem worth writing? You decide.";
  return message(`${name}: ${question} ${state(IN_NOTICE)}`, [
    section(`*${question}*`, name, state(IN_BLOCK)),
    ...actions("undecided", [deedButton("ask", incident.id), deedButton("waive", incident.id)]),
  ]);
}
