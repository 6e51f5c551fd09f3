import { answer, say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { ActionArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import { noSuchIncident } from "#slack/flows/incident/answers.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { askerAt, valueOf } from "#slack/flows/incident/pressed.ts";
import type { Message } from "#slack/words/blocks.ts";
import { answerOffer } from "./hand-over.ts";

/** Whoever is asked to take an incident over accepts by the button. */
export async function onAcceptOffer(desk: Desk, args: ActionArgs): Promise<void> {
  await press(desk, args, true);
}

export async function onDeclineOffer(desk: Desk, args: ActionArgs): Promise<void> {
  await press(desk, args, false);
}

async function press(desk: Desk, args: ActionArgs, accepts: boolean): Promise<void> {
  await args.ack();
  const value = valueOf(args);
  await answer(
    desk,
    askerAt(desk, args),
    (person) => reply(desk, person, { value, accepts }),
    "asks-itself",
  );
}

/** To take it over is to take it, so whoever may not do that may not accept. */
async function reply(
  desk: Desk,
  person: Permitted,
  { value, accepts }: { readonly value: string; readonly accepts: boolean },
): Promise<Message> {
  const [number = "", key = ""] = value.split(":");
  const incident = readIncidentId(number);
  if (incident === null) return say(noSuchIncident(number));
  const wants = { action: "acknowledge", incident } as const;
  const refusal = accepts ? await refusalOf(desk, person, wants) : null;
  return refusal ?? say(await answerOffer(desk, person, { incident, key, accepts }));
}
