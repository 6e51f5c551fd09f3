import { lengthWords } from "#documents/drawing.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { incidentName } from "#domain/incident/incident.ts";
import { percent } from "#domain/objective/budget-policy.ts";
import type { BudgetFact } from "#domain/postmortem/budget-facts.ts";
import type { PostmortemFacts } from "#domain/postmortem/facts.ts";
import { type Prose, SUMMARY_SECTION } from "#domain/postmortem/prose.ts";
import { oneSection } from "#slack/views/notice-subject.ts";
import { actions, message, section, type Message } from "#slack/words/blocks.ts";
import { plural } from "#slack/words/incident-words.ts";
import { IN_BLOCK, IN_NOTICE, outside, type Pen } from "#slack/words/mrkdwn.ts";
import { deedButton } from "./deeds.ts";
import { stageLine } from "./state-words.ts";
import { type Where, whereLines } from "./where-line.ts";

type Published = {
  readonly incident: Incident;
  readonly facts: PostmortemFacts;
  readonly prose: ReadonlyMap<string, Prose>;
  readonly where: Where;
};

const SUMMARY_LENGTH = 700;
const MOST_BUDGETS = 2;

/** Tells that there is a postmortem to read: what it was, what it did, and what is to be repaired. */
export function renderPublished({ incident, facts, prose, where }: Published): Message {
  const name = incidentName(incident.id);
  const title = outside(incident.title, 120);
  if (incident.postmortem.stage !== "published") {
    return oneSection(`The postmortem of ${name} is being written on: ${title}`);
  }
  const summary = outside(prose.get(SUMMARY_SECTION)?.text ?? "", SUMMARY_LENGTH);
  const impact = impactWords(facts);
  function words(pen: Pen): readonly string[] {
    return [stageLine(incident, pen), summary, impact, followUpWords(facts)];
  }
  const text = words(IN_NOTICE).filter((line) => line !== "");
  return message(
    `The postmortem of ${name} is published: ${title}. ${text.join(" ").replaceAll("*", "")}`,
    [
      section(`:memo: *The postmortem of ${name} is published:* ${title}`),
      section(...words(IN_BLOCK).filter((line) => line !== "")),
      section(...whereLines(where), "Comments go in the thread below this message."),
      ...actions("postmortem", [deedButton("open", incident.id)]),
    ],
  );
}

/** How bad, how long, and what it used of error budgets, each with how well that is known. */
function impactWords({ severity, service, timings, budgets }: PostmortemFacts): string {
  const { impactLength: length } = timings;
  const lasted = length.kind === "known" ? [`it hurt for ${lengthWords(length.value)}`] : [];
  const used = budgets.kind === "known" ? budgets.value.slice(0, MOST_BUDGETS).map(usedWords) : [];
  return [`${severity} of ${outside(service.name, 80)}`, ...lasted, ...used].join("; ").concat(".");
}

function usedWords({ objective, share, quality }: BudgetFact): string {
  const name = outside(objective, 100);
  if (share === null) return `what it used of the error budget of ${name} is not known`;
  return `it used ${percent(share)} of the error budget of ${name} (${quality})`;
}

function followUpWords({ followUps }: PostmortemFacts): string {
  const open = followUps.filter(({ state }) => state === "open");
  const urgent = open.filter(({ priority }) => priority === "P0").length;
  const all = followUps.filter(({ state }) => state !== "dropped").length;
  if (all === 0) return "No follow-ups.";
  return `${plural(all, "follow-up")}, ${open.length} still to do${urgent === 0 ? "" : `, ${urgent} of them P0`}.`;
}
