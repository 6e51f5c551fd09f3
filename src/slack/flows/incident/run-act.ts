import { ACTION_OF } from "#domain/permission/action-of.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import type { Message } from "#slack/words/blocks.ts";
import type { Act, ActCall } from "./act.ts";

/** The one way to do something with an incident: whoever may not is told who may. */
export async function runAct(desk: Desk, act: Act, call: ActCall): Promise<Message | null> {
  const wants = { action: ACTION_OF[act.name], incident: call.incident };
  return (await refusalOf(desk, call, wants)) ?? (await act.run(desk, call));
}
