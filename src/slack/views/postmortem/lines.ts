import { incidentName } from "#domain/incident/incident.ts";
import { actorWords } from "#slack/words/incident-words.ts";
import { IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";
import type { OverdueTask } from "#store/incident/overdue-tasks.ts";
import type { OwedPostmortem } from "#store/postmortem/overdue.ts";
import type { FoundDocument } from "#store/postmortem/search.ts";
import { STAGE_WORDS } from "./state-words.ts";

const TITLE_LENGTH = 120;
const EXCERPT_LENGTH = 200;

/** A postmortem that was found, and where in it. */
export function foundLine({ incident, title, service, stage, excerpt }: FoundDocument): string {
  const state = STAGE_WORDS[stage].toLowerCase();
  const name = incidentName(incident);
  const about = `${outside(title.replace(`Postmortem of ${name}: `, ""), TITLE_LENGTH)} · ${outside(service, 60)} · ${state}`;
  const words = outside(excerpt.replaceAll(/[*_#|>`\\-]+/g, " "), EXCERPT_LENGTH);
  return `• *${name}* ${about}\n>${words}`;
}

export function owedLine({ incident, title, service, stage, owner, due }: OwedPostmortem): string {
  const who = owner === null ? "nobody writes it" : `${actorWords(owner, IN_BLOCK)} writes it`;
  const state = STAGE_WORDS[stage].toLowerCase();
  return `• *${incidentName(incident)}* ${outside(title, TITLE_LENGTH)} · ${outside(service, 60)} · ${state} · ${who} · was due ${IN_BLOCK.moment(due)}`;
}

export function overdueLine({ incident, number, text, service, due }: OverdueTask): string {
  return `• *${incidentName(incident)}* ${number}. ${outside(text, TITLE_LENGTH)} · ${outside(service, 60)} · was due ${IN_BLOCK.moment(due)}`;
}
