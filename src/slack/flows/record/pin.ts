import type { IncidentId } from "#domain/incident/incident.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import type { Reacted } from "#slack/flows/desk/reacted.ts";
import { failureOf } from "#slack/outgoing/failure.ts";
import type { Message } from "#slack/words/blocks.ts";
import { incidentsOfSaved } from "#store/incident/saved-messages.ts";
import { incidentOfChannel } from "#store/slack/slack-channels.ts";
import { fetchMessage, takenFrom, type SlackMessage } from "./message.ts";
import { incidentAround, saveMessage } from "./save-message.ts";

const PINS = ["pushpin", "round_pushpin"];
const GONE = new Set(["thread_not_found", "message_not_found"]);

/** A pin puts the message on the timeline of the incident around it; the last pin that goes takes it off. */
export async function onPin(
  desk: Desk,
  person: Permitted,
  reacted: Reacted,
): Promise<Message | null> {
  return reacted.kind === "added"
    ? await pin(desk, person, reacted)
    : await unpin(desk, person, reacted);
}

async function pin(desk: Desk, person: Permitted, place: Reacted): Promise<Message | null> {
  const looked = await look(desk, place);
  if (looked.kind === "unreadable") return await tellUnreadable(desk, place, looked.why);
  const { message } = looked;
  // Slack may tell of a pin only after it told that the pin is gone.
  if (message === null || !isPinned(message)) return null;
  const incident = await incidentAround(desk, place.channel, message.thread_ts);
  if (incident === null) return null;
  const refusal = await refusalOf(desk, person, { action: "note", incident });
  if (refusal !== null) return refusal;
  const { channel, ts } = place;
  const taken = await takenFrom(desk, message);
  await saveMessage(desk, person, { incident, place: { channel, ts }, message: taken });
  return null;
}

async function unpin(desk: Desk, person: Permitted, place: Reacted): Promise<Message | null> {
  const incidents = await incidentsOfSaved(desk.engine.database.kysely, place);
  if (incidents.length === 0) return null;
  const looked = await look(desk, place);
  if (looked.kind === "message" && isPinned(looked.message)) return null;
  for (const incident of incidents) {
    const refusal = await refusalOf(desk, person, { action: "note", incident });
    if (refusal !== null) return refusal;
    await takeOff(desk, person, incident, place);
  }
  return null;
}

async function takeOff(
  { engine }: Desk,
  { actor }: Permitted,
  incident: IncidentId,
  { channel, ts }: Reacted,
): Promise<void> {
  await changeIncident(engine, incident, () => {
    return { kind: "take-off-message", by: actor, channel, ts };
  });
}

/** Of somebody else, or the other sign. */
function isPinned(message: SlackMessage | null): boolean {
  const signs = message?.reactions ?? [];
  return signs.some(({ name }) => PINS.includes(name.split("::")[0] ?? ""));
}

type Looked =
  | { readonly kind: "message"; readonly message: SlackMessage | null }
  | { readonly kind: "unreadable"; readonly why: string };

/** In a private channel it takes the one scope, in a public one the other; Slack says which. */
const HISTORY = ["channels:history", "groups:history"];

async function look(desk: Desk, place: Reacted): Promise<Looked> {
  if (!HISTORY.some((scope) => desk.identity.scopes.has(scope))) {
    return { kind: "unreadable", why: "channels:history" };
  }
  try {
    return { kind: "message", message: await fetchMessage(desk, place) };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== "refused") throw error;
    if (GONE.has(failure.error)) return { kind: "message", message: null };
    if (failure.error !== "missing_scope") throw error;
    return { kind: "unreadable", why: failure.needed ?? "channels:history" };
  }
}

/** Only where the message was meant for us; elsewhere a pin is a pin. */
async function tellUnreadable(
  { engine }: Desk,
  { channel }: Reacted,
  scope: string,
): Promise<Message | null> {
  if ((await incidentOfChannel(engine.database.kysely, channel)) === null) return null;
  return say(
    `I cannot read the message that you pinned: the Slack app lacks the scope ${scope}. Choose "Add to incident timeline" in the menu of the message instead.`,
  );
}
