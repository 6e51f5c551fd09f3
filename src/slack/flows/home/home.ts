import type { AllMiddlewareArgs, SlackEventMiddlewareArgs, types } from "@slack/bolt";
import type { Actor } from "#domain/actor.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { refusalOf, rulesOf } from "#slack/flows/desk/may.ts";
import { type ListState, writeState } from "#slack/flows/list/list-state.ts";
import { identify, type Permission, type Presser } from "#slack/people/permission.ts";
import type { Message } from "#slack/words/blocks.ts";
import { ownBudgets } from "./budgets.ts";
import { help } from "./help.ts";
import { renderClosedHome, renderHome } from "./home-view.ts";
import { impaired } from "./impaired.ts";
import { incidents } from "./incidents.ts";
import { overdue } from "./overdue.ts";
import { ownShifts } from "./own-shifts.ts";
import { ownWays } from "./own-ways.ts";
import type { HomeSection } from "./section.ts";
import { currentDuties } from "./service-duties.ts";
import { setUp } from "./set-up-blocks.ts";

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
  list: ListState | null = null,
): Promise<void> {
  const permission = await permitSeeing(desk, presser);
  const view =
    permission.kind === "refused"
      ? renderClosedHome(permission.reason)
      : renderHome(
          notice,
          await currentSections(desk, permission.actor, list),
          list === null ? "" : writeState(list),
        );
  await desk.client.views.publish({ user_id: presser.slackId, view });
}

async function permitSeeing(desk: Desk, presser: Presser): Promise<Permission> {
  const permission = await identify(rulesOf(desk), presser);
  if (permission.kind === "refused") return permission;
  const refusal = await refusalOf(desk, permission, { action: "see", incident: null });
  return refusal === null ? permission : { kind: "refused", reason: refusal.text };
}

/** What App Home shows, from top to bottom: what cannot wait comes first. */
const SECTIONS: readonly HomeSection[] = [
  impaired,
  incidents,
  overdue,
  ownShifts,
  ownBudgets,
  currentDuties,
  setUp,
  ownWays,
  help,
];

async function currentSections(
  desk: Desk,
  actor: Actor,
  list: ListState | null,
): Promise<readonly (readonly types.KnownBlock[])[]> {
  const viewer = { actor, person: actor.kind === "person" ? actor.person : null, list };
  return await Promise.all(SECTIONS.map((section) => section(desk, viewer)));
}
