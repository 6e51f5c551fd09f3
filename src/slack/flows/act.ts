import type { Actor } from "#domain/actor.ts";
import { IncidentId } from "#domain/incident.ts";
import { INCIDENT_ACTS, type IncidentAct } from "#slack/words/action-ids.ts";
import { acknowledge } from "./acknowledge.ts";
import type { Desk } from "./desk.ts";
import { escalate } from "./escalate.ts";
import { handBack } from "./hand-back.ts";
import type { Sentence } from "./incident-answers.ts";
import { resolve } from "./resolve.ts";
import { snooze } from "./snooze.ts";

/** What to do with which incident. */
export type ChosenAct = { readonly act: IncidentAct; readonly incident: IncidentId };

const PERFORM: Readonly<
  Record<IncidentAct, (desk: Desk, id: IncidentId, actor: Actor) => Promise<Sentence>>
> = { acknowledge, escalate, resolve, snooze, "hand-back": handBack };

export async function perform(
  desk: Desk,
  { act, incident }: ChosenAct,
  actor: Actor,
): Promise<Sentence> {
  return await PERFORM[act](desk, incident, actor);
}

/** Reads what a menu sends back, such as `escalate:12`. */
export function readChoice(value: string): ChosenAct | null {
  const [word, number] = value.split(":");
  const act = INCIDENT_ACTS.find((known) => known === word);
  const incident = readIncidentId(number ?? "");
  return act === undefined || incident === null ? null : { act, incident };
}

export function readIncidentId(value: string): IncidentId | null {
  const id = IncidentId.safeParse(/^\d{1,15}$/.test(value) ? Number(value) : null);
  return id.success ? id.data : null;
}
