import { incidentName, type IncidentId } from "#domain/incident/incident.ts";
import type { TaskCommand, TaskKind } from "#domain/response/task.ts";
import { oneLine } from "#domain/text.ts";
import { say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { type Form, openView } from "#slack/flows/desk/form.ts";
import type { Act, ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident } from "#slack/flows/incident/answers.ts";
import { runTyped } from "#slack/flows/incident/find-meant.ts";
import type { WordCall } from "#slack/flows/incident/word.ts";
import { findTyped } from "#slack/flows/people/find-member.ts";
import { readable } from "#slack/flows/record/readable.ts";
import { linkTo } from "#slack/flows/record/save-message.ts";
import { renderAnswer } from "#slack/views/answer-modal.ts";
import type { TaskDeed } from "#slack/views/task-buttons.ts";
import type { Message } from "#slack/words/blocks.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/database/clock.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { changeTask } from "./change-tasks.ts";
import { showMine } from "./my-tasks.ts";
import {
  atInstant,
  dueTyped,
  readTask,
  speakerOf,
  TASK_LENGTH,
  TaskMeta,
  type TaskWish,
} from "./task-form.ts";
import { renderChange, renderTasks, TASK_TITLE } from "./tasks-view.ts";
import { readTypedTask, type TypedTask } from "./typed-task.ts";

const NEW_TASK = { type: "task", text: "", owner: null, due: null } as const;
const MINE = /^(?:mine|my|me)$/iu;

/** What is to be done now. */
export const taskAct: Act = {
  name: "task",
  aliases: ["tasks"],
  usage: [
    { typed: "task INC-12", says: "shows what is to be done, and takes more." },
    { typed: "task @ann restart the worker by 15:00", says: "gives somebody a task." },
    { typed: "task done 3", says: "finishes one; `take`, `drop` and `reopen` work too." },
  ],
  group: "Mitigate",
  takesWords: true,
  isPossible: ({ status }) => status !== "merged",
  typed: (desk, call) => typed(desk, call, taskAct),
  run: (desk, call) => run(desk, call, "task"),
};

/** What is to be done once it is over. */
export const followupAct: Act = {
  name: "followup",
  aliases: ["followups", "follow-up", "follow-ups"],
  usage: [
    {
      typed: "followup INC-12 @ann alert on queue length by friday",
      says: "is for when it is over.",
    },
  ],
  group: "End",
  takesWords: true,
  isPossible: ({ status }) => status !== "merged",
  typed: (desk, call) => typed(desk, call, followupAct),
  run: (desk, call) => run(desk, call, "followup"),
};

/** A task that was filled in: a new one, or one that is changed. */
export const taskForm: Form<TaskWish> = {
  title: TASK_TITLE,
  wants: ({ incident }) => ({ action: "task", incident }),
  read: (desk, sent) => readTask(desk, metaOf(sent.meta), sent),
  save: async (desk, { actor: by }, { incident, ...wish }, { key, meta }) => {
    const { number, message, list } = metaOf(meta);
    const link = message === null ? null : await linkTo(desk, message);
    const command: TaskCommand =
      number === null
        ? { kind: "add-task", by, key, link, ...NEW_TASK, ...wish }
        : { kind: "change-task", by, number, ...wish };
    const answer = await changeTask(desk, incident, command);
    if (list !== null) await showTasks(desk, list, incident, answer.text);
    return answer;
  },
};

/** The list of tasks that is open before somebody, as it is now. */
export async function showTasks(
  desk: Desk,
  list: string,
  id: IncidentId,
  notice: string,
): Promise<void> {
  const incident = await readIncident(desk.engine.database.kysely, id);
  const view =
    incident === null
      ? renderAnswer(TASK_TITLE, say(notice))
      : renderTasks(incident, { type: "task", notice });
  await desk.client.views.update({ view_id: list, view });
}

/** Does with a task what a button says; null when a form was opened. */
export async function doWithTask(
  desk: Desk,
  person: Permitted & { readonly incident: IncidentId },
  { deed, number }: { readonly deed: TaskDeed; readonly number: number },
): Promise<Message | null> {
  const { incident: id, actor: by } = person;
  switch (deed) {
    case "done":
      return await changeTask(desk, id, { kind: "finish-task", by, number });
    case "drop":
      return await changeTask(desk, id, { kind: "drop-task", by, number });
    case "reopen":
      return await changeTask(desk, id, { kind: "reopen-task", by, number });
    case "take":
      return await changeTask(desk, id, { kind: "change-task", by, number, owner: by });
    case "later":
    case "tomorrow": {
      const wait = deed === "later" ? { hours: 1 } : { days: 1 };
      const until = (await readClock(desk.engine.database.kysely)).plus(wait);
      return await changeTask(desk, id, { kind: "snooze-task", by, number, until });
    }
    case "change":
      return await openChange(desk, person, number);
  }
}

async function openChange(
  desk: Desk,
  person: Permitted & { readonly incident: IncidentId },
  number: number,
): Promise<Message | null> {
  const { incident: id, slackId, modal: list } = person;
  const incident = await readIncident(desk.engine.database.kysely, id);
  const task = incident?.tasks.find((one) => one.number === number);
  if (task === undefined) return say(`${incidentName(id)} has no task ${number}.`);
  const due = await dueTyped(desk, slackId, task.due);
  return await openView(desk, person, renderChange(task, due, { incident: id, list }));
}

/** What is somebody's own is asked over all incidents. */
async function typed(desk: Desk, call: WordCall, act: Act): Promise<Message | null> {
  return MINE.test(call.text) ? await showMine(desk, call) : await runTyped(desk, call, act);
}

async function run(desk: Desk, call: ActCall, type: TaskKind): Promise<Message | null> {
  const read = readTypedTask(call.text.trim(), await speakerOf(desk, call.slackId));
  switch (read.kind) {
    case "list": {
      const incident = await readIncident(desk.engine.database.kysely, call.incident);
      if (incident === null) return say(noSuchIncident(call.incident));
      return await openView(desk, call, renderTasks(incident, { type }));
    }
    case "past":
      return say(`Nothing was added: ${outside(read.typed, 60)} has passed.`);
    case "add":
      return await add(desk, call, type, read);
    case "done":
    case "drop":
    case "reopen":
    case "take":
      return await doWithTask(desk, call, { deed: read.kind, number: read.number });
  }
}

async function add(
  desk: Desk,
  call: ActCall,
  type: TaskKind,
  { owner, text: typedText, due, priority }: Extract<TypedTask, { readonly kind: "add" }>,
): Promise<Message> {
  const text = oneLine(await readable(desk, typedText), TASK_LENGTH);
  if (text === "") return say("Nothing was added. Say what is to be done after the name.");
  const found = owner === null ? null : await findTyped(desk, owner, call);
  if (found?.kind === "refused") return say(`Nothing was added. ${found.words}`);
  return await changeTask(desk, call.incident, {
    kind: "add-task",
    by: call.actor,
    key: call.triggerId,
    link: null,
    type,
    text,
    owner: found?.actor ?? null,
    due: due === null ? null : atInstant(due),
    priority,
  });
}

function metaOf(meta: string): TaskMeta {
  return TaskMeta.parse(JSON.parse(meta));
}
