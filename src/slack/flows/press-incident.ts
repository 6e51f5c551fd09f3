import type { ActName } from "#domain/act.ts";
import { openDeclaration } from "#slack/flows/declare/declare.ts";
import { answer, say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { ActionArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { acknowledgeAll } from "#slack/flows/incident/acknowledge.ts";
import { readChosen, readIncidentId } from "#slack/flows/incident/chosen.ts";
import { ownIncident } from "#slack/flows/incident/find-meant.ts";
import { renderIncidentHelp } from "#slack/flows/incident/help.ts";
import { askerAt, valueOf } from "#slack/flows/incident/pressed.ts";
import { runAct } from "#slack/flows/incident/run-act.ts";
import { showList } from "#slack/flows/list/list.ts";
import type { Message } from "#slack/words/blocks.ts";
import { ACTS } from "./acts.ts";
import { INCIDENT_WORDS } from "./incident-words.ts";

const UNREADABLE = say("This button is of an older Muster. Use the newest card of the incident.");

type Pressed = (desk: Desk, args: ActionArgs) => Promise<void>;

/** A button for one act; its value names the incident. */
export function onAct(name: ActName): Pressed {
  return async (desk, args) => {
    await work(desk, args, (person) => run(desk, person, `${name}:${valueOf(args)}`));
  };
}

/** A choice among several acts or incidents: its value names both. */
export async function onChoice(desk: Desk, args: ActionArgs): Promise<void> {
  await work(desk, args, (person) => run(desk, person, valueOf(args)));
}

export async function onAcknowledgeOne(desk: Desk, args: ActionArgs): Promise<void> {
  await work(desk, args, (person) => run(desk, person, `acknowledge:${valueOf(args)}`));
}

export async function onAcknowledgeShown(desk: Desk, args: ActionArgs): Promise<void> {
  await work(desk, args, async (person) => {
    const ids = valueOf(args)
      .split(",")
      .flatMap((text) => readIncidentId(text) ?? []);
    return ids.length === 0 ? UNREADABLE : await acknowledgeAll(desk, ids, person);
  });
}

export async function onDeclareButton(desk: Desk, args: ActionArgs): Promise<void> {
  await work(desk, args, async (person) => await openDeclaration(desk, person, { title: "" }));
}

export async function onListButton(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  const wants = { action: "see", incident: null } as const;
  await answer(desk, askerAt(desk, args), (person) => showList(desk, person), wants);
}

export async function onHelpButton(desk: Desk, args: ActionArgs): Promise<void> {
  const { incidentCommand } = desk.engine.configuration().slack;
  await work(desk, args, async () => renderIncidentHelp(incidentCommand, INCIDENT_WORDS));
}

/** The button has opened its page already; Slack only wants to know that we heard. */
export async function onLink(_: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
}

async function work(
  desk: Desk,
  args: ActionArgs,
  reply: (person: Permitted) => Promise<Message | null>,
): Promise<void> {
  await args.ack();
  await answer(desk, askerAt(desk, args), reply, "asks-itself");
}

async function run(desk: Desk, person: Permitted, value: string): Promise<Message | null> {
  const chosen = readChosen(value);
  if (chosen === null) return UNREADABLE;
  const { name, incident, step } = chosen;
  const own = await ownIncident(desk, person);
  return await runAct(desk, ACTS[name], { ...person, incident, own, step, text: "" });
}
