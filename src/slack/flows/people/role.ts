import { isSameActor, type Actor } from "#domain/actor.ts";
import { closestName } from "#domain/configuration/did-you-mean.ts";
import type { Role } from "#domain/configuration/roles-configuration.ts";
import { incidentName, isOpen, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { LEAD } from "#domain/response/role.ts";
import { changeIncident, type Outcome } from "#engine/incident/change-incident.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { openView } from "#slack/flows/desk/form.ts";
import { splitTyped } from "#slack/flows/desk/typed.ts";
import type { Act, ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident, type Sentence } from "#slack/flows/incident/answers.ts";
import type { Message } from "#slack/words/blocks.ts";
import { actorWords, listWords, statusWords } from "#slack/words/incident-words.ts";
import { IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { ableTo, findTyped } from "./find-member.ts";
import { renderRoles } from "./roles-view.ts";

/** Somebody takes a role or is given one. */
export const roleAct: Act = {
  name: "role",
  aliases: ["roles", "assign"],
  usage: [
    { typed: "role INC-12 comms @ann", says: "gives somebody a role; `me` takes it." },
    { typed: "role INC-12", says: "shows who has which role, with buttons to join and leave." },
  ],
  group: "People",
  takesWords: true,
  isPossible: isOpen,
  run: async (desk, call) => {
    const { word, rest } = splitTyped(call.text);
    return word === "" ? await showRoles(desk, call) : await assign(desk, call, { word, rest });
  },
};

/** The same for the one who decides. */
export const leadAct: Act = {
  name: "lead",
  aliases: ["commander"],
  usage: [
    { typed: "lead INC-12 me", says: "you lead it: you decide; `@ann` in place of `me` lets her." },
  ],
  group: null,
  takesWords: true,
  isPossible: isOpen,
  run: async (desk, call) =>
    call.text === ""
      ? await showRoles(desk, call)
      : await assign(desk, call, { word: LEAD, rest: call.text }),
};

/** Somebody puts down a role of their own. */
export const leaveAct: Act = {
  name: "leave",
  aliases: [],
  usage: [{ typed: "leave INC-12 comms", says: "you put that role down." }],
  group: null,
  takesWords: true,
  isPossible: isOpen,
  run: async (desk, call) => {
    if (call.text === "") return await showRoles(desk, call);
    const role = roleTyped(desk, splitTyped(call.text).word);
    return say(typeof role === "string" ? role : await leave(desk, call, role));
  },
};

/** Gives a role to somebody, in words what came of it. */
export async function give(
  desk: Desk,
  { incident: id, actor }: Pick<ActCall, "incident" | "actor">,
  wanted: { readonly role: Role; readonly to: Actor; readonly expects?: string | null },
): Promise<Sentence> {
  const { role, to } = wanted;
  const outcome = await changeIncident(desk.engine, id, () => {
    return { kind: "give-role", by: actor, ...wanted, role: role.id };
  });
  return outcomeWords(outcome, id, (incident, reason) => {
    const who = isSameActor(to, actor) ? "You are" : `${actorWords(to, IN_BLOCK)} is`;
    const what = `${outside(role.name, 40)} of ${incidentName(id)}`;
    if (reason === "they have this role already") return `${who} ${what} already.`;
    if (reason === "somebody else has taken it") return meanwhileWords(role, incident);
    // Whoever acknowledges by it reads the duties here: it is their own doing, at night, and needs no second message.
    if (reason === "acknowledged") return `${who} ${what} and have it now. ${dutiesOf(role)}`;
    const duties = isSameActor(to, actor) ? "Your duties come" : "Their duties come to them";
    return `${who} ${what} now. ${duties} as a direct message.${holderWords(role, incident)}`;
  });
}

/** Two people pressed at once, or what somebody looks at is old: the second one is told, and may press again. */
function meanwhileWords(role: Role, { id, roles }: Incident): Sentence {
  const name = `${outside(role.name, 40)} of ${incidentName(id)}`;
  const holder = roles[role.id] ?? null;
  const who = holder === null ? "Nobody" : actorWords(holder, IN_BLOCK);
  return `Nothing was done: ${who} is ${name} by now. To take it all the same, press again.`;
}

function dutiesOf({ duties }: Role): string {
  return outside(duties, 1000);
}

/** Somebody puts a role down, in words what came of it. */
export async function leave(
  desk: Desk,
  { incident: id, actor }: Pick<ActCall, "incident" | "actor">,
  role: Role,
): Promise<Sentence> {
  const outcome = await changeIncident(desk.engine, id, () => {
    return { kind: "leave-role", by: actor, role: role.id };
  });
  const name = outside(role.name, 40);
  return outcomeWords(outcome, id, ({ roles }, reason) => {
    const holder = roles[role.id] ?? null;
    if (reason === "nobody has this role") return `Nobody is ${name} of ${incidentName(id)}.`;
    if (holder !== null)
      return `${actorWords(holder, IN_BLOCK)} is ${name} of ${incidentName(id)}, not you.`;
    return `You are not ${name} of ${incidentName(id)} any more.${leadlessWords(role, id)}`;
  });
}

/** A role of the configuration by its id; null when there is none. */
export function roleCalled({ engine }: Desk, id: string): Role | null {
  return engine.configuration().roles.get(id) ?? null;
}

async function assign(
  desk: Desk,
  call: ActCall,
  { word, rest }: { readonly word: string; readonly rest: string },
): Promise<Message> {
  const role = roleTyped(desk, word);
  if (typeof role === "string") return say(role);
  const named = await findTyped(desk, rest === "" ? "me" : rest, call);
  const found = await ableTo(desk, named, { action: "role", incident: call.incident });
  return say(
    found.kind === "refused" ? found.words : await give(desk, call, { role, to: found.actor }),
  );
}

/** A role by its id or name, or in words which there are. */
function roleTyped({ engine }: Desk, word: string): Role | string {
  const roles = [...engine.configuration().roles.values()];
  const typed = word.toLowerCase();
  const role = roles.find(({ id, name }) => id === typed || name.toLowerCase() === typed);
  if (role !== undefined) return role;
  const guess = closestName(
    typed,
    roles.map(({ id }) => id),
  );
  const hint = guess === null ? "" : ` Did you mean \`${guess}\`?`;
  const names = listWords(roles.map(({ id }) => `\`${id}\``));
  return `There is no role ${outside(word, 40)}.${hint} The roles are ${names}.`;
}

async function showRoles(desk: Desk, call: ActCall): Promise<Message | null> {
  const incident = await readIncident(desk.engine.database.kysely, call.incident);
  if (incident === null) return say(noSuchIncident(call.incident));
  return await openView(
    desk,
    call,
    renderRoles(incident, desk.engine.configuration().roles, call.actor),
  );
}

function outcomeWords(
  outcome: Outcome | null,
  id: IncidentId,
  words: (incident: Incident, reason: string) => Sentence,
): Sentence {
  if (outcome === null) return noSuchIncident(id);
  const { incident, reason } = outcome;
  if (!isOpen(incident)) return `${incidentName(id)}: ${statusWords(incident, IN_BLOCK)}.`;
  return words(incident, reason);
}

/** To lead and to have it are two things; mostly one person does both. */
function holderWords({ id: role }: Role, { id, acknowledgedBy, roles }: Incident): string {
  const lead = roles[LEAD];
  if (role !== LEAD || acknowledgedBy === null || lead === undefined) return "";
  if (isSameActor(lead, acknowledgedBy)) return "";
  const holder = actorWords(acknowledgedBy, IN_BLOCK);
  return ` ${holder} still has ${incidentName(id)} and is asked about it; to change that too, ${holder} hands it over.`;
}

function leadlessWords({ id: role }: Role, id: IncidentId): string {
  return role === LEAD ? ` Nobody leads ${incidentName(id)} now: ask somebody to take it.` : "";
}
