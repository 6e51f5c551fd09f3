import type { Incident } from "#domain/incident/incident.ts";
import { postmortemTask } from "#domain/incident/postmortem-follow-up.ts";
import type { Postmortem, PostmortemStage } from "#domain/response/postmortem.ts";
import { actorWords } from "#slack/words/incident-words.ts";
import type { Pen } from "#slack/words/mrkdwn.ts";

const REASON_LENGTH = 600;

export const STAGE_WORDS: Readonly<Record<PostmortemStage, string>> = {
  none: "Not begun",
  draft: "Draft",
  "in-review": "In review",
  published: "Published",
};

/** How far it has come, who writes it, until when, and when people meet about it. */
export function stageLine(incident: Incident, pen: Pen): string {
  const { stage, meetingAt } = incident.postmortem;
  const about = stage === "published" ? publishedWords(incident, pen) : owedWords(incident, pen);
  const meeting = meetingAt === null ? [] : [`meeting ${pen.moment(meetingAt)}`];
  return [`*${STAGE_WORDS[stage]}*`, ...about, ...meeting].join(" · ");
}

function publishedWords({ postmortem }: Incident, pen: Pen): readonly string[] {
  const { publishedAt, publishedBy } = postmortem;
  return [
    ...(publishedBy === null ? [] : [`by ${actorWords(publishedBy, pen)}`]),
    ...(publishedAt === null ? [] : [pen.moment(publishedAt)]),
  ];
}

/** Of what is waived, or not needed after all, nothing is due. */
function owedWords(incident: Incident, pen: Pen): readonly string[] {
  const task = postmortemTask(incident);
  if (task === undefined || task.state !== "open") return [];
  return [
    ...(task.owner === null ? [] : [`${actorWords(task.owner, pen)} writes it`]),
    ...(task.due === null ? [] : [`due ${pen.moment(task.due)}`]),
  ];
}

/** Whether there has to be one, and why. */
export function verdictLine({ verdict, waiver, askedBy, askedWhy }: Postmortem, pen: Pen): string {
  if (waiver !== null) {
    const why = pen.text(waiver.reason, REASON_LENGTH);
    return `Waived by ${actorWords(waiver.by, pen)}, ${pen.moment(waiver.at)}: ${why}`;
  }
  if (verdict === null) {
    if (askedBy === null) return "Whether it is required is judged once the incident is over.";
    const why = askedWhy === "" ? "" : `: ${pen.text(askedWhy, REASON_LENGTH)}`;
    return `Asked for by ${actorWords(askedBy, pen)}${why}`;
  }
  const preliminary = verdict.isPreliminary ? " _The numbers are not final yet._" : "";
  return `${VERDICT_WORDS[verdict.kind]} ${pen.text(verdict.reason, REASON_LENGTH)}${preliminary}`;
}

const VERDICT_WORDS = {
  required: "Required:",
  "not-required": "Not required:",
  undetermined: "Not known whether it is required:",
} as const;
