import { answer, say } from "#slack/flows/desk/answer.ts";
import type { ActionArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { askerAt, valueOf } from "#slack/flows/incident/pressed.ts";
import { TASK_DEEDS } from "#slack/views/task-buttons.ts";
import { doWithTask, showTasks } from "./task.ts";

const UNREADABLE = say("This button is of an older Muster. Open the list of tasks anew.");

/** A button of a task: what is to be done with which one. */
export async function onTask(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  const [word = "", id = "", number = ""] = valueOf(args).split(":");
  const incident = readIncidentId(id);
  const deed = TASK_DEEDS.find((known) => known === word);
  await answer(
    desk,
    askerAt(desk, args),
    async (person) => {
      if (incident === null || deed === undefined) return UNREADABLE;
      const refusal = await refusalOf(desk, person, { action: "task", incident });
      if (refusal !== null) return refusal;
      const about = { deed, number: Number(number) };
      const reply = await doWithTask(desk, { ...person, incident }, about);
      if (reply === null || person.modal === null) return reply;
      await showTasks(desk, person.modal, incident, reply.text);
      return null;
    },
    "asks-itself",
  );
}
