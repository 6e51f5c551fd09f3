import type { Actor } from "#domain/actor.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { INCIDENT_ACTS, type IncidentAct } from "#slack/words/action-ids.ts";
import { acknowledge } from "./acknowledge.ts";
import type { Sentence } from "./answers.ts";
import { escalate } from "./escalate.ts";
import { handBack } from "./hand-back.ts";
import { resolve } from "./resolve.ts";
import { snooze } from "./snooze.ts";
import { stillOnIt } from "./still-on-it.ts";

/** What to do with which incident. */
export type ChosenAct = {
  readonly act: IncidentAct;
  readonly incident: IncidentId;
  /** The step of its paging that was shown beside what was pressed; null when none was. */
  readonly step?: number | null;
};

type Perform = (desk: Desk, id: IncidentId, actor: Actor) => Promise<Sentence>;

const PERFORM: Readonly<Record<Exclude<IncidentAct, "escalate">, Perform>> = {
  acknowledge,
  resolve,
  snooze,
  "hand-back": handBack,
  "still-on-it": stillOnIt,
};

export async function perform(
  desk: Desk,
  { act, incident, step = null }: ChosenAct,
  actor: Actor,
): Promise<Sentence> {
  if (act === "escalate") return await escalate(desk, incident, actor, step);
  return await PERFORM[act](desk, incident, actor);
}

/** Reads what a menu sends back, such as `resolve:12`, or `escalate:12:3` with the step that was shown. */
export function readChoice(value: string): ChosenAct | null {
  const [word, number = "", shown = ""] = value.split(":");
  const act = INCIDENT_ACTS.find((known) => known === word);
  const incident = readIncidentId(number);
  if (act === undefined || incident === null) return null;
  return { act, incident, step: /^\d{1,9}$/.test(shown) ? Number(shown) : null };
}

export function readIncidentId(value: string): IncidentId | null {
  const id = IncidentId.safeParse(/^\d{1,15}$/.test(value) ? Number(value) : null);
  return id.success ? id.data : null;
}
