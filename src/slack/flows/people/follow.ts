import { incidentName, isOpen, type Incident } from "#domain/incident/incident.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { Act, ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident, standsAs, type Sentence } from "#slack/flows/incident/answers.ts";

/** Somebody wants to hear the updates without reading the channel. */
export const followAct: Act = {
  name: "follow",
  aliases: ["subscribe"],
  usage: [{ typed: "follow INC-12", says: "sends you its updates as direct messages." }],
  group: "Tell",
  takesWords: false,
  isPossible: isOpen,
  run: async (desk, call) => say(await follow(desk, call, "follow")),
};

export const unfollowAct: Act = {
  name: "unfollow",
  aliases: ["unsubscribe"],
  usage: [{ typed: "unfollow INC-12", says: "sends you no more of them." }],
  group: null,
  takesWords: false,
  isPossible: () => true,
  run: async (desk, call) => say(await follow(desk, call, "unfollow")),
};

async function follow(
  desk: Desk,
  { incident: id, actor }: ActCall,
  kind: "follow" | "unfollow",
): Promise<Sentence> {
  const outcome = await changeIncident(desk.engine, id, () => ({ kind, by: actor }));
  if (outcome === null) return noSuchIncident(id);
  const { changed, incident } = outcome;
  if (!changed && kind === "follow" && !isOpen(incident)) return standsAs(incident, actor);
  return kind === "follow" ? followedWords(incident, changed) : unfollowedWords(incident, changed);
}

function followedWords({ id }: Incident, changed: boolean): Sentence {
  const how = "Its updates come to you as direct messages, and that it is over.";
  return changed
    ? `You follow ${incidentName(id)} now. ${how}`
    : `You follow ${incidentName(id)} already.`;
}

function unfollowedWords({ id }: Incident, changed: boolean): Sentence {
  if (!changed) return `You did not follow ${incidentName(id)}.`;
  return `You do not follow ${incidentName(id)} any more.`;
}
