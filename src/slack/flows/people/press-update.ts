import { isOpen, type IncidentId } from "#domain/incident/incident.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { answer, say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { ActionArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import { noSuchIncident, standsAs, type Sentence } from "#slack/flows/incident/answers.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { askerAt, valueOf } from "#slack/flows/incident/pressed.ts";
import { reminderWords } from "#slack/views/people-notices.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/database/clock.ts";

/** Whoever was reminded does not want to hear of it for a while. */
export async function onPutOffUpdate(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  const [number = "", wait = ""] = valueOf(args).split(":");
  const incident = readIncidentId(number);
  await answer(
    desk,
    askerAt(desk, args),
    async (person) => {
      if (incident === null) return say(noSuchIncident(number));
      const wants = { action: "update", incident } as const;
      return (
        (await refusalOf(desk, person, wants)) ??
        say(await putOff(desk, person, { incident, wait }))
      );
    },
    "asks-itself",
  );
}

async function putOff(
  desk: Desk,
  { actor }: Pick<Permitted, "actor">,
  { incident: id, wait }: { readonly incident: IncidentId; readonly wait: string },
): Promise<Sentence> {
  const minutes = Number(/^\d{1,3}$/u.exec(wait)?.[0] ?? 0);
  const now = await readClock(desk.engine.database.kysely);
  const until = minutes === 0 ? null : now.plus({ minutes });
  const outcome = await changeIncident(desk.engine, id, () => {
    return { kind: "put-off-update", by: actor, until };
  });
  if (outcome === null) return noSuchIncident(id);
  const { incident } = outcome;
  return isOpen(incident) ? reminderWords(incident, IN_BLOCK) : standsAs(incident, actor);
}
