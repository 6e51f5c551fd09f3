import { closestName } from "#domain/configuration/did-you-mean.ts";
import type { Action } from "#domain/configuration/permissions.ts";
import { answer, type Permitted } from "#slack/flows/desk/answer.ts";
import { askerOfCommand, type CommandArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import { splitTyped } from "#slack/flows/desk/typed.ts";
import { ownIncident } from "#slack/flows/incident/find-meant.ts";
import { renderUnknown } from "#slack/flows/incident/help.ts";
import { renderMenu } from "#slack/flows/incident/menu.ts";
import { readGroup, readOpen } from "#slack/incident-group.ts";
import type { Message } from "#slack/words/blocks.ts";
import { INCIDENT_WORDS } from "./incident-words.ts";

/** Somebody typed `/incident …`. */
export async function onIncidentCommand(desk: Desk, args: CommandArgs): Promise<void> {
  await args.ack();
  const { text } = args.command;
  await answer(desk, askerOfCommand(args), (person) => reply(desk, person, text), "asks-itself");
}

async function reply(desk: Desk, person: Permitted, typed: string): Promise<Message | null> {
  const { word, rest: text } = splitTyped(typed);
  if (word === "") return (await mayNot(desk, person, "see")) ?? (await showMenu(desk, person));
  const known = INCIDENT_WORDS.find(({ words }) => words.includes(word.toLowerCase()));
  if (known !== undefined) {
    return (
      (await mayNot(desk, person, known.action)) ?? (await known.run(desk, { ...person, text }))
    );
  }
  const { incidentCommand: command } = desk.engine.configuration().slack;
  const guess = closestName(
    word.toLowerCase(),
    INCIDENT_WORDS.flatMap(({ words }) => words),
  );
  return renderUnknown(command, INCIDENT_WORDS, { word, guess });
}

async function mayNot(
  desk: Desk,
  person: Permitted,
  action: Action | null,
): Promise<Message | null> {
  return action === null ? null : await refusalOf(desk, person, { action, incident: null });
}

/** The bare command. */
async function showMenu(desk: Desk, person: Permitted): Promise<Message> {
  const id = await ownIncident(desk, person);
  const { incidents } = await readGroup(desk, id === null ? [] : [id]);
  return renderMenu({ own: incidents[0] ?? null, open: await readOpen(desk) });
}
