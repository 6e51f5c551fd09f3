import type { Actor } from "#domain/actor.ts";
import { openDeclaration } from "#slack/flows/declare/declare.ts";
import { answer, say } from "#slack/flows/desk/answer.ts";
import { askerOfAction, type ActionArgs, type Asker } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { publishHome } from "#slack/flows/home/home.ts";
import type { IncidentAct } from "#slack/words/action-ids.ts";
import { acknowledge, acknowledgeAll } from "./acknowledge.ts";
import { perform, readChoice, readIncidentId, type ChosenAct } from "./act.ts";
import type { Sentence } from "./answers.ts";
import { renderHelp } from "./help.ts";
import { listIncidents } from "./list.ts";

const UNREADABLE = "This button is of an older Muster. Use the newest card of the incident.";

export async function onAcknowledge(desk: Desk, args: ActionArgs): Promise<void> {
  await onActButton(desk, args, "acknowledge");
}

export async function onEscalate(desk: Desk, args: ActionArgs): Promise<void> {
  await onActButton(desk, args, "escalate");
}

export async function onResolve(desk: Desk, args: ActionArgs): Promise<void> {
  await onActButton(desk, args, "resolve");
}

export async function onStillOnIt(desk: Desk, args: ActionArgs): Promise<void> {
  await onActButton(desk, args, "still-on-it");
}

/** A choice in the menu beside the buttons, or in the list of incidents that a command asked with. */
export async function onChoice(desk: Desk, args: ActionArgs): Promise<void> {
  await act(desk, args, async (actor) => await performed(desk, readChoice(valueOf(args)), actor));
}

export async function onAcknowledgeOne(desk: Desk, args: ActionArgs): Promise<void> {
  await act(desk, args, async (actor) => {
    const id = readIncidentId(valueOf(args));
    return id === null ? UNREADABLE : await acknowledge(desk, id, actor);
  });
}

export async function onAcknowledgeShown(desk: Desk, args: ActionArgs): Promise<void> {
  await act(desk, args, async (actor) => {
    const ids = valueOf(args)
      .split(",")
      .flatMap((text) => readIncidentId(text) ?? []);
    return ids.length === 0 ? UNREADABLE : await acknowledgeAll(desk, ids, actor);
  });
}

export async function onDeclareButton(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  await openDeclaration(desk, askerAt(desk, args), "");
}

export async function onListButton(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  await answer(desk, askerAt(desk, args), async () => await listIncidents(desk));
}

export async function onHelpButton(desk: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
  const { incidentCommand } = desk.engine.configuration().slack;
  await answer(desk, askerAt(desk, args), async () => renderHelp(incidentCommand));
}

/** The button has opened its page already; Slack only wants to know that we heard. */
export async function onLink(_: Desk, args: ActionArgs): Promise<void> {
  await args.ack();
}

async function onActButton(desk: Desk, args: ActionArgs, wanted: IncidentAct): Promise<void> {
  const chosen = readChoice(`${wanted}:${valueOf(args)}`);
  await act(desk, args, async (actor) => await performed(desk, chosen, actor));
}

async function act(
  desk: Desk,
  args: ActionArgs,
  work: (actor: Actor) => Promise<Sentence>,
): Promise<void> {
  await args.ack();
  await answer(desk, askerAt(desk, args), async ({ actor }) => say(await work(actor)));
}

async function performed(desk: Desk, chosen: ChosenAct | null, actor: Actor): Promise<Sentence> {
  return chosen === null ? UNREADABLE : await perform(desk, chosen, actor);
}

/** Who pressed, and where to answer them. */
export function askerAt(desk: Desk, args: ActionArgs): Asker {
  const asker: Asker = askerOfAction(args, (reply) => publishHome(desk, asker, reply));
  return asker;
}

/** What the button or the chosen option carries. */
export function valueOf({ action }: ActionArgs): string {
  if ("selected_option" in action && action.selected_option !== null) {
    return optionValue(action.selected_option);
  }
  return "value" in action && typeof action.value === "string" ? action.value : "";
}

function optionValue(option: { readonly value?: string } | undefined): string {
  return option?.value ?? "";
}
