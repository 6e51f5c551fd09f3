import type { AllMiddlewareArgs, SlackEventMiddlewareArgs, types } from "@slack/bolt";
import { readOpen } from "#slack/incident-group.ts";
import { permit, type Presser } from "#slack/people/permission.ts";
import type { Message } from "#slack/words/blocks.ts";
import type { Desk } from "./desk.ts";
import { renderClosedHome, renderHome } from "./home-view.ts";
import { readSetUp } from "./set-up.ts";

export type HomeOpenedArgs = SlackEventMiddlewareArgs<"app_home_opened"> & AllMiddlewareArgs;

/** Somebody opened App Home. */
export async function onHomeOpened(desk: Desk, { event, body }: HomeOpenedArgs): Promise<void> {
  if (event.tab !== "home") return;
  await publishHome(desk, { slackId: event.user, team: body.team_id }, null);
}

/** Shows App Home as it is now to those who may see it, with the answer to what was pressed there, if anything. */
export async function publishHome(
  desk: Desk,
  presser: Presser,
  notice: Message | null,
): Promise<void> {
  const permission = await permit(
    { members: desk.members, configuration: desk.engine.configuration, team: desk.identity.team },
    presser,
  );
  const view =
    permission.kind === "refused"
      ? renderClosedHome(permission.reason)
      : await currentHome(desk, notice);
  await desk.client.views.publish({ user_id: presser.slackId, view });
}

async function currentHome(desk: Desk, notice: Message | null): Promise<types.HomeView> {
  const { services, slack } = desk.engine.configuration();
  return renderHome({
    command: slack.incidentCommand,
    open: await readOpen(desk),
    services,
    setUp: await readSetUp(desk),
    notice,
  });
}
