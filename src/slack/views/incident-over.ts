import type { DateTime } from "luxon";
import { isOpen, type Incident } from "#domain/incident/incident.ts";
import { timesOf } from "#domain/incident/times-of.ts";
import { type Verdict, VERDICTS } from "#domain/response/life.ts";
import { ACT_LABELS } from "#slack/words/act-labels.ts";
import { ACTIONS, numbered } from "#slack/words/action-ids.ts";
import { actions, button, message, section, type Message } from "#slack/words/blocks.ts";
import { span } from "#slack/words/incident-words.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { choiceOf } from "./incident-buttons.ts";
import { oneSection, type Subject, subjectName } from "./notice-subject.ts";

const LINE_LENGTH = 300;

/** How people answer whether a page was worth waking somebody for. */
export const VERDICT_LABELS: Readonly<Record<Verdict, string>> = {
  actionable: "Somebody was needed",
  "not-actionable": "Nobody was needed",
  duplicate: "It was known already",
};

/** Asks how it ended at that moment; what was answered stands in place of the question. */
export function renderIncidentOver(subject: Subject, endedAt: DateTime): Message {
  const { incident } = subject;
  const name = subjectName(subject);
  if (incident.status === "merged") return oneSection(`${name} was merged into another incident.`);
  if (isOpen(incident)) return oneSection(`${name} is open again.`);
  if (incident.resolvedAt?.toMillis() !== endedAt.toMillis()) {
    return oneSection(`${name} was opened again and is over by now.`);
  }
  const lines = [`*${name} is over*${lastedWords(incident)}.`, resolutionWords(incident)];
  const question = verdictWords(incident);
  return message([...lines, question].join(" ").replaceAll("*", ""), [
    section(...lines, question),
    ...actions("over", [
      ...verdictButtons(incident),
      button(numbered(ACTIONS.act, 0), ACT_LABELS.outcome, choiceOf("outcome", incident)),
    ]),
  ]);
}

function lastedWords(incident: Incident): string {
  const { impact, ended } = timesOf(incident);
  return ended === null ? "" : `, after ${span(impact, ended)}`;
}

function resolutionWords({ life }: Incident): string {
  if (life.resolution === null) return "How was it resolved? One line helps whoever comes next.";
  return `Resolved so: ${outside(life.resolution, LINE_LENGTH)}.`.replace(/([.!?…])\.$/u, "$1");
}

/** Nobody is asked about a page that nobody got. */
function verdictWords({ life, paging }: Incident): string {
  if (life.verdict !== null)
    return `Was it worth waking somebody? ${VERDICT_LABELS[life.verdict]}.`;
  return paging.step === 0 ? "Nobody was paged for it." : "Was it worth waking somebody?";
}

function verdictButtons({ id, life, paging }: Incident): ReturnType<typeof button>[] {
  if (life.verdict !== null || paging.step === 0) return [];
  return VERDICTS.map((verdict, index) =>
    button(numbered(ACTIONS.verdict, index), VERDICT_LABELS[verdict], `${id}:${verdict}`),
  );
}
