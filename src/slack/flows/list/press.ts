import { answer } from "#slack/flows/desk/answer.ts";
import type { ActionArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { publishHome } from "#slack/flows/home/home.ts";
import { askerAt, valueOf } from "#slack/flows/incident/pressed.ts";
import { OPEN_INCIDENTS, readState } from "./list-state.ts";
import { showList } from "./list.ts";

/** Another page of a list, or other incidents: in App Home, or in place of the answer that had the list. */
export async function onList(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  const state = readState(valueOf(args));
  const asker = askerAt(desk, args);
  if (args.body.view?.type === "home") return await publishHome(desk, asker, null, state);
  const shown = state ?? { filter: OPEN_INCIDENTS, place: null };
  const wants = { action: "see", incident: null } as const;
  await answer(desk, asker, (person) => showList(desk, person, shown), wants);
}
