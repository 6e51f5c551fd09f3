import { incidentName, type Incident } from "#domain/incident/incident.ts";
import { declareIncident } from "#engine/incident/declare-incident.ts";
import { homeOf } from "#engine/incident/home-of.ts";
import { answer, say } from "#slack/flows/desk/answer.ts";
import {
  askerOfView,
  type Asker,
  type ShortcutArgs,
  type ViewArgs,
} from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { Message } from "#slack/words/blocks.ts";
import { headline } from "#slack/words/incident-words.ts";
import { channelWords, outside } from "#slack/words/mrkdwn.ts";
import { readDeclaration, renderDeclaration, renderNotice } from "./declare-form.ts";

const TOO_LATE = say("Slack did not open the form in time. Please try again.");
const NO_SERVICES = say("No service is configured yet: add one under services in muster.yaml.");

/** Opens the form at once, since Slack gives three seconds; who may declare is asked when it is sent. */
export async function openDeclaration(
  { engine, client }: Desk,
  asker: Pick<Asker, "triggerId" | "tell">,
  title: string,
): Promise<void> {
  const configuration = engine.configuration();
  if (configuration.services.size === 0) {
    await asker.tell(NO_SERVICES);
    return;
  }
  try {
    const view = renderDeclaration(configuration, title);
    await client.views.open({ trigger_id: asker.triggerId, view });
  } catch (error) {
    engine.logger.warn({ err: error }, "the form could not be opened");
    await asker.tell(TOO_LATE);
  }
}

/** Somebody chose "Declare an incident" among Slack's shortcuts. */
export async function onDeclareShortcut(desk: Desk, args: ShortcutArgs): Promise<void> {
  await args.ack();
  const triggerId = args.body.trigger_id;
  await openDeclaration(
    desk,
    { triggerId, tell: (reply) => openNotice(desk, triggerId, reply) },
    "",
  );
}

/** The form was sent, maybe twice: mistakes are shown in it, else it turns into the answer. */
export async function onDeclaration(desk: Desk, args: ViewArgs): Promise<void> {
  const { view } = args;
  const read = readDeclaration(view.state.values, desk.engine.configuration());
  if (read.kind === "incomplete") {
    await args.ack({ response_action: "errors", errors: { ...read.errors } });
    return;
  }
  const working = renderNotice(say("Opening the incident …"));
  await args.ack({ response_action: "update", view: working });
  const asker = askerOfView(args, async (reply) => {
    await desk.client.views.update({ view_id: view.id, view: renderNotice(reply) });
  });
  await answer(desk, asker, async ({ actor }) => {
    const declaration = { ...read.form, form: view.id, by: actor };
    return declared(desk, await declareIncident(desk.engine, declaration));
  });
}

function declared({ engine }: Desk, incident: Incident): Message {
  const configuration = engine.configuration();
  const rules = configuration.severities[incident.severity];
  const home = homeOf(configuration, incident);
  const card = home === undefined ? "" : ` Its card comes in ${channelWords(home)}.`;
  const pages = rules.pages ? "The policy's first level is paged." : "Nobody is paged for it.";
  const room = rules.opensChannel ? " A channel of its own is made." : "";
  return say(
    `${incidentName(incident.id)} is open. ${pages}${card}${room}\n*${outside(headline(incident, rules), 150)}*`,
  );
}

async function openNotice({ client }: Desk, triggerId: string, reply: Message): Promise<void> {
  await client.views.open({ trigger_id: triggerId, view: renderNotice(reply) });
}
