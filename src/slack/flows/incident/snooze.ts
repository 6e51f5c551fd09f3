import type { Actor } from "#domain/actor.ts";
import { incidentName, type IncidentId } from "#domain/incident/incident.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { SNOOZE } from "#slack/views/incident-buttons.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/database/clock.ts";
import { answerOf, type Sentence } from "./answers.ts";

/** Takes an incident and puts it off: after an hour it is paged again. */
export async function snooze(desk: Desk, id: IncidentId, actor: Actor): Promise<Sentence> {
  const until = (await readClock(desk.engine.database.kysely)).plus(SNOOZE);
  const outcome = await changeIncident(desk.engine, id, () => {
    return { kind: "snooze", by: actor, until };
  });
  return answerOf(outcome, { id, actor }, () => {
    return `${incidentName(id)} is snoozed until ${IN_BLOCK.time(until)}. Then it is paged again.`;
  });
}
