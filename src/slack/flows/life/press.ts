import { Verdict } from "#domain/response/life.ts";
import { answer, say } from "#slack/flows/desk/answer.ts";
import type { ActionArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import { noSuchIncident } from "#slack/flows/incident/answers.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { askerAt, valueOf } from "#slack/flows/incident/pressed.ts";
import { saveOutcome } from "./outcome.ts";

/** A button under the question whether the page was worth waking somebody for. */
export async function onVerdict(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  const [number = "", word = ""] = valueOf(args).split(":");
  const id = readIncidentId(number);
  const verdict = Verdict.safeParse(word);
  await answer(
    desk,
    askerAt(desk, args),
    async (person) => {
      if (id === null || !verdict.success) return say(noSuchIncident(number));
      const refusal = await refusalOf(desk, person, { action: "resolve", incident: id });
      const wish = { text: "", verdict: verdict.data };
      return refusal ?? say(await saveOutcome(desk, id, person.actor, wish));
    },
    "asks-itself",
  );
}
