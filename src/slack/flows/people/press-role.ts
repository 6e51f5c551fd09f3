import { answer, say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { ActionArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { askerAt, valueOf } from "#slack/flows/incident/pressed.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { give, leave, roleCalled } from "./role.ts";
import { rolesMessage } from "./roles-view.ts";

const GONE = say("This role is not there any more. Open the list of roles anew.");

/** Somebody takes a role by the button beside it. */
export async function onJoinRole(desk: Desk, args: ActionArgs): Promise<void> {
  await press(desk, args, "give");
}

export async function onLeaveRole(desk: Desk, args: ActionArgs): Promise<void> {
  await press(desk, args, "leave");
}

async function press(desk: Desk, args: ActionArgs, what: "give" | "leave"): Promise<void> {
  await args.ack();
  const value = valueOf(args);
  await answer(
    desk,
    askerAt(desk, args),
    (person) => change(desk, person, { what, value }),
    "asks-itself",
  );
}

/** The list shows what came of it and how it stands now. */
async function change(
  desk: Desk,
  person: Permitted,
  { what, value }: { readonly what: "give" | "leave"; readonly value: string },
): Promise<Message> {
  const [number = "", name = "", holder = ""] = value.split(":");
  const id = readIncidentId(number);
  const role = roleCalled(desk, name);
  if (id === null || role === null) return GONE;
  const refusal = await refusalOf(desk, person, { action: "role", incident: id });
  if (refusal !== null) return refusal;
  const call = { incident: id, actor: person.actor };
  const words =
    what === "give"
      ? await give(desk, call, { role, to: person.actor, expects: holder === "" ? null : holder })
      : await leave(desk, call, role);
  const incident = await readIncident(desk.engine.database.kysely, id);
  if (incident === null) return say(words);
  return rolesMessage(incident, desk.engine.configuration().roles, { actor: person.actor, words });
}
