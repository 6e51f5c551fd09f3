import type { types } from "@slack/bolt";
import { isOpen } from "#domain/incident/incident.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import { choiceOf } from "#slack/views/incident-buttons.ts";
import { ACT_LABELS } from "#slack/words/act-labels.ts";
import { ACTIONS, numbered } from "#slack/words/action-ids.ts";
import { button, section } from "#slack/words/blocks.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import { dueFirst, taskLine } from "#slack/words/task-words.ts";

const MOST_SHOWN = 3;

/** What is still to be done, what is due first; nothing when nothing ever was. */
export function tasksSection({ incident }: Pick<IncidentFacts, "incident">): types.KnownBlock[] {
  const { tasks } = incident;
  if (tasks.length === 0) return [];
  const open = tasks.filter(({ state }) => state === "open").toSorted(dueFirst);
  const left = open.length - MOST_SHOWN;
  const done = tasks.filter(({ state }) => state === "done").length;
  const act = isOpen(incident) ? "task" : "followup";
  return [
    {
      ...section(
        `*${isOpen(incident) ? "Tasks" : "Follow-ups"}* · ${open.length} open, ${done} done`,
        ...open.slice(0, MOST_SHOWN).map((task) => taskLine(task, IN_BLOCK)),
        ...(left > 0 ? [`and ${left} more`] : []),
      ),
      accessory: button(numbered(ACTIONS.act, 1), ACT_LABELS[act], choiceOf(act, incident)),
    },
  ];
}
