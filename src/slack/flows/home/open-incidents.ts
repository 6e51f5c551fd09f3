import type { types } from "@slack/bolt";
import type { Service } from "#domain/configuration/configuration.ts";
import { worstFirst } from "#domain/incident/incident.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { incidentPoints, summaryOf } from "#slack/flows/incident/list.ts";
import { type IncidentGroup, readOpen } from "#slack/incident-group.ts";
import { acknowledgeMany } from "#slack/views/acknowledge-many.ts";
import { bareSection } from "#slack/views/bare.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import { actions, button, header, section } from "#slack/words/blocks.ts";

/** What is open, who has it, and buttons to take it. */
export async function openIncidents(desk: Desk): Promise<readonly types.KnownBlock[]> {
  return openIncidentBlocks(await readOpen(desk), desk.engine.configuration().services);
}

export function openIncidentBlocks(
  open: IncidentGroup,
  services: ReadonlyMap<string, Service>,
): readonly types.KnownBlock[] {
  const { incidents, unreadable } = open;
  const waiting = incidents.filter(({ status }) => status === "triggered").toSorted(worstFirst);
  return [
    header("Open incidents"),
    section(summaryOf(open)),
    ...incidentPoints(incidents, services),
    ...bareSection(unreadable),
    ...acknowledgeMany(waiting),
    ...actions("menu", [button(ACTIONS.declare, "Declare an incident", "declare")]),
  ];
}
