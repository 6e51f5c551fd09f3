import { incidentName, type Incident } from "#domain/incident/incident.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import { actions, linkButton, message, section, type Message } from "#slack/words/blocks.ts";
import { IN_BLOCK, IN_NOTICE, outside, type Pen } from "#slack/words/mrkdwn.ts";
import { deedButton } from "./deeds.ts";
import { stageLine, verdictLine } from "./state-words.ts";
import { type Where, whereLines } from "./where-line.ts";

/** Leads to the postmortem from where people work; it is changed in place, and comments stand in its thread. */
export function renderPostmortemMessage(incident: Incident, where: Where): Message {
  const name = incidentName(incident.id);
  const { standing } = where.shown;
  const heading = `*Postmortem of ${name}* ${outside(incident.title, 120)}`;
  function state(pen: Pen): string {
    return `${stageLine(incident, pen)}\n${verdictLine(incident.postmortem, pen)}`;
  }
  return message(`Postmortem of ${name}: ${state(IN_NOTICE).replaceAll("*", "")}`, [
    section(`:memo: ${heading}`, state(IN_BLOCK)),
    section(...whereLines(where), "Comments go in the thread below this message."),
    ...actions("postmortem", [
      deedButton("open", incident.id),
      ...(standing?.link === null || standing === null
        ? []
        : [linkButton(ACTIONS.postmortemLink, "Read it", standing.link)]),
    ]),
  ]);
}
