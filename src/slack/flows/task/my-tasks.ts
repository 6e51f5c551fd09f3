import { incidentName } from "#domain/incident/incident.ts";
import { idsOf } from "#domain/incident/people-in.ts";
import type { Permitted } from "#slack/flows/desk/answer.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { Word } from "#slack/flows/incident/word.ts";
import { message, section, type Message } from "#slack/words/blocks.ts";
import { IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";
import { openTasksOf } from "#store/incident/tasks.ts";

const MOST_SHOWN = 30;

/** What somebody has to do, over all incidents. */
export const todoWord: Word = {
  words: ["todo", "todos", "my-tasks"],
  usage: [{ typed: "todo", says: "shows your tasks and follow-ups of all incidents." }],
  action: "see",
  group: null,
  run: showMine,
};

export async function showMine(desk: Desk, { actor }: Permitted): Promise<Message> {
  const { database, configuration } = desk.engine;
  const found = await openTasksOf(database.kysely, idsOf(actor), MOST_SHOWN + 1);
  const { incidentCommand: command } = configuration().slack;
  const [first] = found;
  if (first === undefined) return say("Nothing is waiting for you: no task or follow-up is yours.");
  const lines = found.slice(0, MOST_SHOWN).map(({ incident, number, type, text, due }) => {
    const until = due === null ? "" : ` · due ${IN_BLOCK.moment(due)}`;
    const kind = type === "followup" ? " (follow-up)" : "";
    return `• *${incidentName(incident)}* ${number}. ${outside(text, 150)}${kind}${until}`;
  });
  const all = [
    "*Yours to do*",
    ...lines,
    ...(found.length > MOST_SHOWN ? ["and more"] : []),
    `Finish one by \`${command} task ${incidentName(first.incident)} done ${first.number}\`.`,
  ];
  return message(all.join("\n"), [section(...all)]);
}
