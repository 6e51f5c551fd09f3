import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from "@slack/bolt";
import type { Message } from "#slack/words/blocks.ts";
import { openIncidents } from "#store/incidents.ts";
import type { Desk } from "./desk.ts";
import { renderHome } from "./home-view.ts";
import { MOST_OPEN } from "./incident-list.ts";
import { readSetUp } from "./set-up.ts";

export type HomeOpenedArgs = SlackEventMiddlewareArgs<"app_home_opened"> & AllMiddlewareArgs;

/** Somebody opened App Home. */
export async function onHomeOpened(desk: Desk, { event }: HomeOpenedArgs): Promise<void> {
  if (event.tab !== "home") return;
  await publishHome(desk, event.user, null);
}

/** Shows App Home as it is now, with the answer to what was pressed there, if anything. */
export async function publishHome(desk: Desk, user: string, notice: Message | null): Promise<void> {
  const { services, slack } = desk.engine.configuration();
  const view = renderHome({
    command: slack.incidentCommand,
    incidents: await openIncidents(desk.engine.database.kysely, MOST_OPEN),
    services,
    setUp: await readSetUp(desk),
    notice,
  });
  await desk.client.views.publish({ user_id: user, view });
}
