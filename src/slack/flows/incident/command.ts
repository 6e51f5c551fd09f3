import { isOpen, type IncidentId } from "#domain/incident/incident.ts";
import { openDeclaration } from "#slack/flows/declare/declare.ts";
import { answer, say, type Permitted } from "#slack/flows/desk/answer.ts";
import { askerOfCommand, type Asker, type CommandArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { readGroup, readOpen, type IncidentGroup } from "#slack/incident-group.ts";
import { bareLines } from "#slack/views/bare.ts";
import type { Message } from "#slack/words/blocks.ts";
import { incidentOfChannel } from "#store/slack/slack-channels.ts";
import { perform } from "./act.ts";
import { noSuchIncident } from "./answers.ts";
import { renderHelp, renderUnknown } from "./help.ts";
import { listIncidents, summaryOf } from "./list.ts";
import { renderChoice, renderMenu } from "./menu.ts";
import { merge } from "./merge.ts";
import { parseCommand, type TypedCommand } from "./parse.ts";
import { resolve } from "./resolve.ts";

type TypedAct = TypedCommand & { readonly kind: "act" };

/** Somebody typed `/incident …`. */
export async function onIncidentCommand(desk: Desk, args: CommandArgs): Promise<void> {
  await args.ack();
  const asker = askerOfCommand(args);
  const typed = parseCommand(args.command.text);
  if (typed.kind === "new") await openDeclaration(desk, asker, typed.title);
  else await answer(desk, asker, (person) => reply(desk, person, typed));
}

async function reply(
  desk: Desk,
  person: Permitted,
  typed: Exclude<TypedCommand, { readonly kind: "new" }>,
): Promise<Message> {
  const command = desk.engine.configuration().slack.incidentCommand;
  switch (typed.kind) {
    case "menu":
      return await showMenu(desk, person);
    case "list":
      return await listIncidents(desk);
    case "help":
      return renderHelp(command);
    case "unknown":
      return renderUnknown(command, typed.word, typed.guess);
    case "no-such-incident":
      return say(noSuchIncident(typed.word));
    case "merge":
      return say(await merge(desk, person, typed));
    case "act":
      return await act(desk, person, typed);
  }
}

/** The bare command. */
async function showMenu(desk: Desk, { channel }: Asker): Promise<Message> {
  const { kysely } = desk.engine.database;
  const id = channel === null ? null : await incidentOfChannel(kysely, channel);
  const { incidents } = await readGroup(desk, id === null ? [] : [id]);
  return renderMenu({ own: incidents[0] ?? null, open: await readOpen(desk) });
}

async function act(desk: Desk, person: Permitted, typed: TypedAct): Promise<Message> {
  const meant = await findMeant(desk, person, typed);
  if (!("incident" in meant)) return meant;
  const { incident } = meant;
  if (typed.act === "resolve") {
    return say(await resolve(desk, incident, person.actor, typed.words));
  }
  return say(await perform(desk, { act: typed.act, incident }, person.actor));
}

/** The incident that is named, or whose channel this is, or the only open one; else a question. */
async function findMeant(
  desk: Desk,
  { channel }: Asker,
  typed: TypedAct,
): Promise<{ readonly incident: IncidentId } | Message> {
  const { kysely } = desk.engine.database;
  if (typed.incident !== null) return { incident: typed.incident };
  const own = channel === null ? null : await incidentOfChannel(kysely, channel);
  if (own !== null) return { incident: own };
  return choose(typed, await readOpen(desk));
}

/** Ending the only open incident is asked about all the same: it may not be the one that was meant. */
function choose(
  { act: wanted }: TypedAct,
  open: IncidentGroup,
): { readonly incident: IncidentId } | Message {
  const { incidents, unreadable } = open;
  const fitting = incidents.filter((incident) =>
    wanted === "acknowledge" ? incident.status === "triggered" : isOpen(incident),
  );
  const candidates = fitting.length > 0 ? fitting : incidents;
  const [first, second] = candidates;
  if (first === undefined) return say([summaryOf(open), ...bareLines(unreadable)].join(" "));
  const isOnlyOne = second === undefined && unreadable.length === 0;
  if (isOnlyOne && wanted !== "resolve") return { incident: first.id };
  return renderChoice(wanted, { incidents: candidates, unreadable });
}
