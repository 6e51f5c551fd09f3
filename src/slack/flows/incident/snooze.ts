import type { Actor } from "#domain/actor.ts";
import { incidentName, isOpen, type IncidentId } from "#domain/incident/incident.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { SNOOZE } from "#slack/views/incident-buttons.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/database/clock.ts";
import type { Act } from "./act.ts";
import { answerOf, type Sentence } from "./answers.ts";

export const snoozeAct: Act = {
  name: "snooze",
  aliases: [],
  usage: [
    {
      typed: "snooze INC-12",
      says: "takes it and puts it off for an hour; then it is paged again.",
    },
  ],
  group: "Answer",
  takesWords: false,
  isPossible: isOpen,
  run: async (desk, { incident, actor }) => say(await snooze(desk, incident, actor)),
};

/** Takes an incident and puts it off: after an hour it is paged again. */
async function snooze(desk: Desk, id: IncidentId, actor: Actor): Promise<Sentence> {
  const until = (await readClock(desk.engine.database.kysely)).plus(SNOOZE);
  const outcome = await changeIncident(desk.engine, id, () => {
    return { kind: "snooze", by: actor, until };
  });
  return answerOf(outcome, { id, actor }, () => {
    return `${incidentName(id)} is snoozed until ${IN_BLOCK.time(until)}. Then it is paged again.`;
  });
}
