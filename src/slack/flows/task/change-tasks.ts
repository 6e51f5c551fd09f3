import { isSameActor, type Actor } from "#domain/actor.ts";
import { incidentName, type IncidentId } from "#domain/incident/incident.ts";
import type { Task, TaskCommand } from "#domain/response/task.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { noSuchIncident } from "#slack/flows/incident/answers.ts";
import { taskButtons } from "#slack/views/task-buttons.ts";
import { actions, message, section, type Message } from "#slack/words/blocks.ts";
import { statusWords } from "#slack/words/incident-words.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import { TASK_KINDS, taskLine } from "#slack/words/task-words.ts";

/** Adds a task, or does something with one; the answer shows it as it stands, with what can be done next. */
export async function changeTask(
  { engine }: Desk,
  id: IncidentId,
  command: TaskCommand,
): Promise<Message> {
  const outcome = await changeIncident(engine, id, () => command);
  if (outcome === null) return say(noSuchIncident(id));
  const { incident, changed, reason } = outcome;
  const task = incident.tasks.find((one) => {
    return command.kind === "add-task" ? one.key === command.key : one.number === command.number;
  });
  if (task !== undefined) {
    // Slack may send the same twice: whoever added it is answered as the first time.
    const isRepeated = command.kind === "add-task" && isSameActor(task.addedBy, command.by);
    const first = changed || isRepeated ? "" : `Nothing was changed: ${reason}. `;
    return shown(id, task, `${first}${told(task, command)}`);
  }
  if (command.kind !== "add-task") {
    return say(`${incidentName(id)} has no task ${command.number}.`);
  }
  const why = incident.status === "merged" ? statusWords(incident, IN_BLOCK) : reason;
  return say(`Nothing was added to ${incidentName(id)}: ${why}.`);
}

function shown(id: IncidentId, task: Task, after: string): Message {
  const line = `*${incidentName(id)} ${TASK_KINDS[task.type].toLowerCase()}* ${taskLine(task, IN_BLOCK)}`;
  const text = [line, ...(after === "" ? [] : [after.trim()])].join("\n");
  return message(text, [section(text), ...actions(`task-${task.number}`, taskButtons(id, task))]);
}

/** What follows for others. */
function told({ owner, state, due }: Task, { by }: { readonly by: Actor }): string {
  if (state !== "open" || owner === null || isSameActor(owner, by)) return "";
  return due === null ? "They are told." : "They are told now, and reminded when it is due.";
}
