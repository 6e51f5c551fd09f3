import type { types } from "@slack/bolt";
import type { ActName } from "#domain/act.ts";
import { incidentName, type Incident } from "#domain/incident/incident.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { openView } from "#slack/flows/desk/form.ts";
import { choiceOf } from "#slack/views/incident-buttons.ts";
import { ACT_LABELS } from "#slack/words/act-labels.ts";
import { ACTIONS, numbered } from "#slack/words/action-ids.ts";
import { actions, button, plain, section, type Message } from "#slack/words/blocks.ts";
import { statusWords } from "#slack/words/incident-words.ts";
import { IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { ACT_GROUPS, type Act, type ActCall } from "./act.ts";
import { noSuchIncident } from "./answers.ts";

type Acts = Readonly<Record<ActName, Act>>;

/** The menu with everything that can be done, for people who have never typed a word of it. */
export function allActionsOf(acts: () => Acts): Act {
  return {
    name: "actions",
    aliases: ["menu"],
    usage: [
      { typed: "actions INC-12", says: "shows everything that can be done with it, as buttons." },
    ],
    group: null,
    takesWords: false,
    isPossible: () => true,
    run: (desk, call) => open(desk, call, acts()),
  };
}

async function open(desk: Desk, call: ActCall, acts: Acts): Promise<Message | null> {
  const incident = await readIncident(desk.engine.database.kysely, call.incident);
  if (incident === null) return say(noSuchIncident(call.incident));
  return await openView(desk, call, renderActions(incident, acts));
}

/** What can be done with the incident as it stands, a heading and a row of buttons for each kind. */
function renderActions(incident: Incident, acts: Acts): types.ModalView {
  const possible = Object.values(acts).filter(
    (act) => act.group !== null && act.isPossible(incident),
  );
  const rows = ACT_GROUPS.map((group) => ({
    group,
    names: possible.filter((act) => act.group === group).map(({ name }) => name),
  }));
  return {
    type: "modal",
    title: plain(incidentName(incident.id), 24),
    close: plain("Close", 24),
    blocks: [
      section(`*${outside(incident.title, 150)}*`, `${statusWords(incident, IN_BLOCK)}.`),
      ...rows
        .filter(({ names }) => names.length > 0)
        .flatMap(({ group, names }) => [
          section(`*${group}*`),
          ...actions(
            `actions-${group}`,
            names.map((name) => actButton(name, incident)),
          ),
        ]),
    ],
  };
}

function actButton(name: ActName, incident: Incident): types.Button {
  return button(numbered(ACTIONS.act, indexOf(name)), ACT_LABELS[name], choiceOf(name, incident));
}

function indexOf(name: ActName): number {
  return Object.keys(ACT_LABELS).indexOf(name);
}
