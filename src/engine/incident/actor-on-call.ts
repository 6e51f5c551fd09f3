import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import { namesOf } from "#domain/escalation/turn.ts";
import type { Incident } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import type { Transaction } from "#store/database/database.ts";
import { slackIdOfPerson } from "#store/page/contacts.ts";
import { currentRoster } from "./current-roster.ts";

/** The first of those who are on call for it, as somebody who can be given something to do; null when nobody is. */
export async function actorOnCall(
  engine: Engine,
  tx: Transaction,
  incident: Incident,
  now: DateTime,
): Promise<Actor | null> {
  const { present } = await currentRoster(engine, tx, incident, now);
  const { people } = engine.configuration();
  const onCall = present.flatMap(namesOf).flatMap((id) => people.get(id) ?? []);
  const [first] = onCall;
  if (first === undefined) return null;
  const { id: person, name, slack } = first;
  const slackId = slack ?? (await slackIdOfPerson(tx, person)) ?? "";
  return { kind: "person", slackId, name, person };
}
