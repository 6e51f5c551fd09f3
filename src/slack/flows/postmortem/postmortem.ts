import type { IncidentId } from "#domain/incident/incident.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Asker } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { openView } from "#slack/flows/desk/form.ts";
import type { Act } from "#slack/flows/incident/act.ts";
import { noSuchIncident } from "#slack/flows/incident/answers.ts";
import { ownIncident, runTyped } from "#slack/flows/incident/find-meant.ts";
import type { WordCall } from "#slack/flows/incident/word.ts";
import type { Message } from "#slack/words/blocks.ts";
import { listPostmortems } from "./list.ts";
import { drawOverview } from "./show-overview.ts";

/** How the postmortem of an incident stands, and everything that can be done about it. */
export const postmortemAct: Act = {
  name: "postmortem",
  aliases: ["pm", "retro", "review"],
  usage: [
    {
      typed: "postmortem INC-12",
      says: "shows how its postmortem stands: write, review, publish or waive it.",
    },
  ],
  group: "End",
  takesWords: false,
  isPossible: ({ status }) => status !== "merged",
  typed,
  run: (desk, call) => openOverview(desk, call, call.incident),
};

/** It is written once the incident is over, so the open ones are not what somebody means who names none. */
async function typed(desk: Desk, call: WordCall): Promise<Message | null> {
  const isNamed = call.text.trim() !== "" || (await ownIncident(desk, call)) !== null;
  if (isNamed) return await runTyped(desk, call, postmortemAct);
  return await listPostmortems(desk, call, "");
}

export async function openOverview(
  desk: Desk,
  asker: Pick<Asker, "triggerId" | "modal">,
  id: IncidentId,
): Promise<Message | null> {
  const view = await drawOverview(desk, id);
  return view === null ? say(noSuchIncident(id)) : await openView(desk, asker, view);
}
