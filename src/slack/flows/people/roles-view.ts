import type { types } from "@slack/bolt";
import { isSameActor, type Actor } from "#domain/actor.ts";
import type { Role, RoleTable } from "#domain/configuration/roles-configuration.ts";
import { incidentName, isOpen, type Incident } from "#domain/incident/incident.ts";
import { holderId } from "#domain/response/role.ts";
import { ACTIONS, numbered } from "#slack/words/action-ids.ts";
import { button, plain, section, type Message } from "#slack/words/blocks.ts";
import { actorWords } from "#slack/words/incident-words.ts";
import { IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";

/** A modal with many rows is not read. */
const MOST_ROLES = 20;

const ROLES_TITLE = "Roles";

/** Who has which role, with what whoever looks at it can do about that. */
export function renderRoles(incident: Incident, roles: RoleTable, actor: Actor): types.ModalView {
  return {
    type: "modal",
    title: plain(ROLES_TITLE, 24),
    close: plain("Close", 24),
    blocks: [...rolesMessage(incident, roles, { actor, words: "" }).blocks],
  };
}

/** The same after somebody pressed one of its buttons. */
export function rolesMessage(
  incident: Incident,
  roles: RoleTable,
  { actor, words }: { readonly actor: Actor; readonly words: string },
): Message {
  const head = `*${incidentName(incident.id)}* ${outside(incident.title, 150)}`;
  const rows = [...roles.values()].slice(0, MOST_ROLES);
  return {
    text: words === "" ? head : words,
    blocks: [
      section(head, ...(words === "" ? [] : [words])),
      ...rows.map((role, index) => roleRow(incident, { role, index, actor })),
    ],
  };
}

function roleRow(
  incident: Incident,
  { role, index, actor }: { readonly role: Role; readonly index: number; readonly actor: Actor },
): types.SectionBlock {
  const holder = incident.roles[role.id] ?? null;
  const who = holder === null ? "nobody" : actorWords(holder, IN_BLOCK);
  const isTheirs = isSameActor(holder, actor);
  const id = numbered(isTheirs ? ACTIONS.leaveRole : ACTIONS.joinRole, index);
  const label = isTheirs ? "Put down" : "Take it";
  const value = [incident.id, role.id, holderId(holder) ?? ""].join(":");
  const row = section(`*${outside(role.name, 40)}*: ${who}`, outside(role.duties, 200));
  return isOpen(incident) ? { ...row, accessory: button(id, label, value) } : row;
}
