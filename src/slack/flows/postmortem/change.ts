import type { DateTime } from "luxon";
import { incidentName, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { postmortemTask } from "#domain/incident/postmortem-follow-up.ts";
import type { PostmortemStage } from "#domain/response/postmortem.ts";
import type { Outcome } from "#engine/incident/change-incident.ts";
import * as engine from "#engine/postmortem/change-postmortem.ts";
import { readPostmortem } from "#engine/postmortem/read-postmortem.ts";
import type { Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { noSuchIncident, type Sentence } from "#slack/flows/incident/answers.ts";
import { documentFrom } from "#slack/postmortem-document.ts";
import { actorWords } from "#slack/words/incident-words.ts";
import { IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";

type Wish = { readonly incident: IncidentId; readonly reason: string };

const MOST_WORDS = 300;

/** There has to be one from now on. */
export async function askFor(
  desk: Desk,
  { actor: by }: Permitted,
  { incident: id, reason }: Wish,
): Promise<Sentence> {
  const outcome = await engine.askPostmortem(desk.engine, id, { by, reason });
  return wordsOf(id, outcome, askedWords);
}

/** There will be none; whoever says so says why. */
export async function waive(
  desk: Desk,
  { actor: by }: Permitted,
  { incident: id, reason }: Wish,
): Promise<Sentence> {
  const outcome = await engine.waivePostmortem(desk.engine, id, { by, reason });
  return wordsOf(id, outcome, () => {
    return `There will be no postmortem of ${incidentName(id)}. Who said so and why is on its timeline.`;
  });
}

export async function withdrawWaiver(
  desk: Desk,
  { actor: by }: Permitted,
  id: IncidentId,
): Promise<Sentence> {
  const outcome = await engine.withdrawWaiver(desk.engine, id, { by, reason: "" });
  return wordsOf(id, outcome, () => `${incidentName(id)}: the waiver is taken back.`);
}

export async function setMeeting(
  desk: Desk,
  { actor: by }: Permitted,
  {
    incident: id,
    meetingAt,
  }: { readonly incident: IncidentId; readonly meetingAt: DateTime | null },
): Promise<Sentence> {
  const outcome = await engine.setPostmortemMeeting(desk.engine, id, { by, meetingAt });
  return wordsOf(id, outcome, () =>
    meetingAt === null
      ? `There is no meeting about ${incidentName(id)} any more.`
      : `The meeting about ${incidentName(id)} is ${IN_BLOCK.moment(meetingAt)}.`,
  );
}

/** Null for the template that the rules choose. */
export async function chooseTemplate(
  desk: Desk,
  { actor: by }: Permitted,
  { incident: id, template }: { readonly incident: IncidentId; readonly template: string | null },
): Promise<Sentence> {
  const outcome = await engine.choosePostmortemTemplate(desk.engine, id, { by, template });
  return wordsOf(id, outcome, () =>
    template === null
      ? `The rules choose the template for ${incidentName(id)}.`
      : `The postmortem of ${incidentName(id)} is written with the template ${outside(template, 80)}.`,
  );
}

/** To review, published, or back. What is published is kept as it reads at that moment. */
export async function move(
  desk: Desk,
  { actor: by }: Permitted,
  {
    incident: id,
    to,
  }: { readonly incident: IncidentId; readonly to: Exclude<PostmortemStage, "none"> },
): Promise<Sentence> {
  if (to !== "published") {
    return wordsOf(id, await engine.movePostmortem(desk.engine, id, { by, to }), () =>
      moved(id, to),
    );
  }
  const parts = await readPostmortem(desk.engine, desk.engine.database.kysely, id);
  if (parts === null) return noSuchIncident(id);
  const document = { ...documentFrom(parts), prose: parts.prose };
  const outcome = await engine.publishPostmortem(desk.engine, id, { by, document });
  return wordsOf(id, outcome, () => moved(id, to));
}

const MOVED = {
  draft: "a draft",
  "in-review": "in review",
  published: "published, and announced in a moment",
} as const;

function moved(id: IncidentId, to: keyof typeof MOVED): Sentence {
  return `The postmortem of ${incidentName(id)} is ${MOVED[to]}.`;
}

function wordsOf(
  id: IncidentId,
  outcome: Outcome | null,
  done: (incident: Incident) => Sentence,
): Sentence {
  if (outcome === null) return noSuchIncident(id);
  if (outcome.changed) return done(outcome.incident);
  return `${incidentName(id)}: nothing was changed, because ${outside(outcome.reason, MOST_WORDS)}.`;
}

function askedWords(incident: Incident): Sentence {
  const { owner = null, due = null } = postmortemTask(incident) ?? {};
  const who = owner === null ? "" : ` ${actorWords(owner, IN_BLOCK)} writes it.`;
  const until = due === null ? "" : ` It is due ${IN_BLOCK.moment(due)}.`;
  return `${incidentName(incident.id)} gets a postmortem.${who}${until}`;
}
