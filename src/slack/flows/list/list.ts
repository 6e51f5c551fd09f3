import type { Permitted } from "#slack/flows/desk/answer.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { Word } from "#slack/flows/incident/word.ts";
import type { Message } from "#slack/words/blocks.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { type ListState, OPEN_INCIDENTS } from "./list-state.ts";
import { renderList } from "./list-view.ts";
import { parseList } from "./parse-list.ts";
import { readList } from "./read-list.ts";

/** Somebody wants to see incidents. */
export const listWord: Word = {
  words: ["list"],
  usage: [
    { typed: "list", says: "shows the open incidents, the worst first." },
    {
      typed: "list mine",
      says: "shows those that you have a part in, and those of your team's services.",
    },
    {
      typed: "list recent SEV1",
      says: "shows what ended lately; `all` shows everything, `drills` the drills. The name of a service or a team chooses too.",
    },
  ],
  action: "see",
  group: null,
  run: (desk, call) => listTyped(desk, call, call.text),
};

/** A page of a list for somebody alone. */
export async function showList(
  desk: Desk,
  { actor }: Pick<Permitted, "actor">,
  state: ListState = { filter: OPEN_INCIDENTS, place: null },
): Promise<Message> {
  return renderList(await readList(desk, actor, state), desk.engine.configuration());
}

async function listTyped(desk: Desk, person: Permitted, typed: string): Promise<Message> {
  const configuration = desk.engine.configuration();
  const read = parseList(typed, configuration);
  if (read.kind === "filter")
    return await showList(desk, person, { filter: read.filter, place: null });
  const word = outside(read.word, 40).replaceAll("`", "'");
  const hint = read.guess === null ? "" : ` Did you mean \`${read.guess}\`?`;
  return say(
    `Nothing is called \`${word}\`.${hint} Say \`mine\`, \`recent\`, \`all\` or \`drills\`, a severity, or the name of a service or team, such as \`${configuration.slack.incidentCommand} list mine SEV1\`.`,
  );
}
