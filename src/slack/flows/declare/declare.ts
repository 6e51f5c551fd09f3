import { incidentName, type Incident } from "#domain/incident/incident.ts";
import { declareIncident } from "#engine/incident/declare-incident.ts";
import { homeOf } from "#engine/incident/home-of.ts";
import { answer, say, type Permitted } from "#slack/flows/desk/answer.ts";
import { askerOfView, type ShortcutArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { type Form, openView } from "#slack/flows/desk/form.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import { Remembered, saveRemembered } from "#slack/flows/record/save-shortcut.ts";
import { renderAnswer } from "#slack/views/answer-modal.ts";
import type { Message } from "#slack/words/blocks.ts";
import { headline } from "#slack/words/incident-words.ts";
import { channelWords, outside } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/database/clock.ts";
import {
  type Beginning,
  DECLARE_TITLE,
  type DeclarationForm,
  readDeclaration,
  renderDeclaration,
} from "./declare-form.ts";

const NO_SERVICES = say("No service is configured yet: add one under services in muster.yaml.");

/** Opens the form to whoever may declare; for which service is asked when it is sent. */
export async function openDeclaration(
  desk: Desk,
  person: Permitted,
  beginning: Beginning,
): Promise<Message | null> {
  const refusal = await refusalOf(desk, person, { action: "declare", incident: null });
  if (refusal !== null) return refusal;
  const configuration = desk.engine.configuration();
  if (configuration.services.size === 0) return NO_SERVICES;
  return await openView(desk, person, renderDeclaration(configuration, beginning));
}

/** Somebody chose "Declare an incident" among Slack's shortcuts. */
export async function onDeclareShortcut(desk: Desk, args: ShortcutArgs): Promise<void> {
  await args.ack();
  const asker = askerOfView(args, async (reply) => {
    const view = renderAnswer(DECLARE_TITLE, reply);
    await desk.client.views.open({ trigger_id: args.body.trigger_id, view });
  });
  await answer(
    desk,
    asker,
    (person) => openDeclaration(desk, person, { title: "" }),
    "asks-itself",
  );
}

/** What is declared opens one incident, however often the form comes. */
export const declaration: Form<DeclarationForm> = {
  title: DECLARE_TITLE,
  wants: ({ service }) => ({ action: "declare", incident: null, service }),
  read: async ({ engine }, { values }) => {
    const now = await readClock(engine.database.kysely);
    return readDeclaration(values, engine.configuration(), now);
  },
  save: async (desk, person, value, { key, meta }) => {
    const { actor: by } = person;
    const incident = await declareIncident(desk.engine, { ...value, form: key, by });
    if (meta !== "") {
      await saveRemembered(desk, person, incident.id, Remembered.parse(JSON.parse(meta)));
    }
    return declared(desk, incident);
  },
};

function declared({ engine }: Desk, incident: Incident): Message {
  const configuration = engine.configuration();
  const rules = configuration.severities[incident.severity];
  const home = homeOf(configuration, incident);
  const card = home === undefined ? "" : ` Its card comes in ${channelWords(home)}.`;
  const drill = incident.life.isDrill ? " It is a drill: it counts nowhere." : "";
  const pages = rules.pages ? "The policy's first level is paged." : "Nobody is paged for it.";
  const room = rules.opensChannel ? " A channel of its own is made." : "";
  return say(
    `${incidentName(incident.id)} is open. ${pages}${card}${room}${drill}\n*${outside(headline(incident, rules), 150)}*`,
  );
}
