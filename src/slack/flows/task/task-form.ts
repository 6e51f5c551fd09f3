import type { types } from "@slack/bolt";
import { DateTime } from "luxon";
import { z } from "zod";
import type { Actor } from "#domain/actor.ts";
import { IncidentId, type Incident } from "#domain/incident/incident.ts";
import { Priority, type Task, TaskKind } from "#domain/response/task.ts";
import { oneLine } from "#domain/text.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { chosenIn, type FormValues, memberIn, typedIn } from "#slack/flows/desk/form-values.ts";
import type { Reading, Sent } from "#slack/flows/desk/form.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { findMember } from "#slack/flows/people/find-member.ts";
import { zoneOf } from "#slack/flows/wish/wish-flow.ts";
import { choiceWords } from "#slack/views/acknowledge-many.ts";
import { plain } from "#slack/words/blocks.ts";
import { choiceField, field, textField } from "#slack/words/inputs.ts";
import { readTime, type Speaker } from "#slack/words/typed-time.ts";
import { readClock } from "#store/database/clock.ts";

/** What is known of the form while it is open. */
export const TaskMeta = z.object({
  /** Null when the form asks which one. */
  incident: IncidentId.nullable(),
  /** The task that is changed; null for a new one. */
  number: z.number().nullable(),
  /** What was shown: only what somebody changed of it is taken, whoever changed the rest meanwhile. */
  shown: z
    .object({
      text: z.string(),
      owner: z.string().nullable(),
      type: TaskKind,
      due: z.string(),
      priority: Priority.nullable().prefault(null),
    })
    .nullable(),
  /** The message that it is made of. */
  message: z.object({ channel: z.string(), ts: z.string() }).nullable(),
  /** The list of tasks below the form, as Slack's id; null when there is none. */
  list: z.string().nullable(),
});
export type TaskMeta = z.infer<typeof TaskMeta>;

/** What somebody filled in; of a task that is changed, what they left as it was is left out. */
export type TaskWish = Partial<Pick<Task, "type" | "text" | "owner" | "due" | "priority">> & {
  readonly incident: IncidentId;
};

export const TASK_LENGTH = 300;
const NO_PRIORITY = "none";
const TIME_FORMAT = "yyyy-MM-dd HH:mm";
const EXAMPLES = "Write it like 15:00, tomorrow 9:00, in 2h or 2026-12-01 18:00, in your own time.";

/** What stands in the fields when they are shown. */
type Filled = Partial<Pick<Task, "type" | "text" | "owner" | "priority">> & {
  readonly due?: string;
};

/** The fields of a task. */
export function taskFields({
  type = "task",
  text = "",
  owner,
  due = "",
  priority = null,
}: Filled): types.InputBlock[] {
  const member = owner?.kind === "person" ? { initial_user: owner.slackId } : {};
  return [
    textField({
      name: "text",
      label: "What is to be done",
      most: TASK_LENGTH,
      placeholder: "Restart the worker",
      initial: text,
    }),
    field(
      { name: "owner", label: "Who", optional: true },
      {
        type: "users_select",
        action_id: "owner",
        placeholder: plain("Nobody yet", 150),
        ...member,
      },
    ),
    textField({
      name: "due",
      label: "By when",
      most: 60,
      optional: true,
      placeholder: "tomorrow 9:00",
      hint: EXAMPLES,
      initial: due,
    }),
    ...kindFields({ type, priority }),
  ];
}

function kindFields({
  type,
  priority,
}: Pick<Task, "type" | "priority">): readonly types.InputBlock[] {
  return [
    choiceField({
      name: "type",
      label: "When it is for",
      choices: [
        { text: "Task: now, during the incident", value: "task" },
        { text: "Follow-up: once it is over", value: "followup" },
      ],
      initial: type,
    }),
    choiceField({
      name: "priority",
      label: "Priority",
      choices: [
        { text: "None", value: NO_PRIORITY },
        { text: "P0: before everything else", value: "P0" },
        { text: "P1: soon", value: "P1" },
        { text: "P2: when there is time", value: "P2" },
      ],
      initial: priority ?? NO_PRIORITY,
    }),
  ];
}

/** Asks which incident, where that is not known. */
export function incidentField(incidents: readonly Incident[]): types.InputBlock {
  return choiceField({
    name: "incident",
    label: "Incident",
    placeholder: "Choose an incident",
    choices: incidents.map((one) => ({ text: choiceWords(one), value: String(one.id) })),
  });
}

/** A due time as people write it, on the clock of whoever reads it. */
export async function dueTyped(desk: Desk, slackId: string, due: DateTime | null): Promise<string> {
  return due === null ? "" : due.setZone(await zoneOf(desk, slackId)).toFormat(TIME_FORMAT);
}

export async function speakerOf(desk: Desk, slackId: string): Promise<Speaker> {
  const now = await readClock(desk.engine.database.kysely);
  return { now: now.toMillis(), zone: await zoneOf(desk, slackId) };
}

/** Reads the form, with what is wrong under each field. */
export async function readTask(
  desk: Desk,
  meta: TaskMeta,
  { values, slackId }: Pick<Sent, "values" | "slackId">,
): Promise<Reading<TaskWish>> {
  const incident = meta.incident ?? readIncidentId(chosenIn(values, "incident"));
  const given = givenIn(values);
  const changed = changedOf(given, meta.shown);
  const owner = changed.has("owner") ? await readOwner(desk, given.owner) : NOTHING_READ;
  const due = changed.has("due")
    ? readDue(given.due, await speakerOf(desk, slackId))
    : NOTHING_READ;
  const errors = {
    ...problem("incident", incident === null ? "Choose an incident." : null),
    ...problem("text", given.text === "" ? "Say what is to be done." : null),
    ...problem("owner", owner.problem),
    ...problem("due", due.problem),
  };
  if (incident === null || Object.keys(errors).length > 0) return { kind: "incomplete", errors };
  const { text, type, priority } = given;
  const all = { text, type, priority, owner: owner.read, due: due.read };
  const told = Object.entries(all).filter(([name]) => changed.has(name));
  return { kind: "complete", value: { incident, ...Object.fromEntries(told) } };
}

type Given = NonNullable<TaskMeta["shown"]>;

function givenIn(values: FormValues): Given {
  return {
    text: oneLine(typedIn(values, "text"), TASK_LENGTH),
    owner: memberIn(values, "owner"),
    type: TaskKind.safeParse(chosenIn(values, "type")).data ?? "task",
    due: typedIn(values, "due"),
    priority: Priority.safeParse(chosenIn(values, "priority")).data ?? null,
  };
}

/** Everything, when nothing was shown. */
function changedOf(given: Given, shown: TaskMeta["shown"]): ReadonlySet<string> {
  const before: Readonly<Record<string, unknown>> = shown ?? {};
  const names = Object.entries(given).filter(([name, value]) => value !== before[name]);
  return new Set(names.map(([name]) => name));
}

function problem(name: string, words: string | null): Readonly<Record<string, string>> {
  return words === null ? {} : { [name]: words };
}

type Read<Value> = { readonly read: Value | null; readonly problem: string | null };

const NOTHING_READ = { read: null, problem: null } as const;

async function readOwner(desk: Desk, slackId: string | null): Promise<Read<Actor>> {
  if (slackId === null) return NOTHING_READ;
  const found = await findMember(desk, slackId);
  if (found.kind === "refused") return { read: null, problem: found.words };
  return { read: found.actor, problem: null };
}

function readDue(typed: string, speaker: Speaker): Read<DateTime> {
  if (typed === "") return NOTHING_READ;
  const read = readTime(typed.replace(/^(?:by|until|due)\s+/iu, ""), speaker);
  if (read.kind === "time") return { read: atInstant(read.instant), problem: null };
  const what = read.kind === "past" ? "That time has passed." : "That cannot be read as a time.";
  return { read: null, problem: `${what} ${EXAMPLES}` };
}

export function atInstant(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: "utc" });
}
