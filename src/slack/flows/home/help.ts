import type { types } from "@slack/bolt";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { INCIDENT_WORDS } from "#slack/flows/incident-words.ts";
import { renderIncidentHelp } from "#slack/flows/incident/help.ts";
import { context, header } from "#slack/words/blocks.ts";

/** What can be typed. */
export async function help({ engine }: Desk): Promise<readonly types.KnownBlock[]> {
  const { incidentCommand, oncallCommand } = engine.configuration().slack;
  return [
    header("Help"),
    ...renderIncidentHelp(incidentCommand, INCIDENT_WORDS).blocks,
    context(`\`${oncallCommand} help\` lists what there is about who is on call.`),
  ];
}
