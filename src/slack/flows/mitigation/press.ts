import { answer, say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { ActionArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { askerAt, valueOf } from "#slack/flows/incident/pressed.ts";
import { mitigatedAct } from "#slack/flows/life/mitigated.ts";
import type { Message } from "#slack/words/blocks.ts";
import { doWith, showSteps } from "./mitigate.ts";

const UNREADABLE = say("This button is of an older Muster. Use the newest card of the incident.");

/** A button of the card's steps or of the list of them: what is to be done, with which incident and step. */
export async function onMitigation(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  const [what = "", id = "", number = ""] = valueOf(args).split(":");
  const incident = readIncidentId(id);
  await answer(
    desk,
    askerAt(desk, args),
    async (person) => {
      if (incident === null) return UNREADABLE;
      const refusal = await refusalOf(desk, person, { action: "mitigate", incident });
      if (refusal !== null) return refusal;
      const reply = await act(desk, { ...person, incident }, { what, number: Number(number) });
      if (reply === null || person.modal === null) return reply;
      await showSteps(desk, person.modal, incident, reply.text);
      return null;
    },
    "asks-itself",
  );
}

async function act(
  desk: Desk,
  person: Parameters<typeof doWith>[1] & Permitted,
  { what, number }: { readonly what: string; readonly number: number },
): Promise<Message | null> {
  if (what !== "mitigated") return await doWith(desk, person, { what, number });
  return await mitigatedAct.run(desk, { ...person, own: null, text: "", step: null });
}
