import type { types } from "@slack/bolt";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { renderHelp } from "#slack/flows/incident/help.ts";
import { context, header } from "#slack/words/blocks.ts";

/** What can be typed. */
export async function help({ engine }: Desk): Promise<readonly types.KnownBlock[]> {
  const { incidentCommand, oncallCommand } = engine.configuration().slack;
  return [
    header("Help"),
    ...renderHelp(incidentCommand).blocks,
    context(`\`${oncallCommand} help\` lists what there is about who is on call.`),
  ];
}
