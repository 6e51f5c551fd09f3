import type { types } from "@slack/bolt";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { readOncall } from "#slack/flows/oncall/oncall-facts.ts";
import { NO_SHIFTS, ownShiftLines } from "#slack/flows/oncall/rota-answers.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import { actions, button, header, section } from "#slack/words/blocks.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import type { Viewer } from "./section.ts";

const MOST_SHIFTS = 5;

/** When the viewer is on call, the shift that runs first, and how to have it in a calendar. */
export async function ownShifts(
  desk: Desk,
  { person }: Viewer,
): Promise<readonly types.KnownBlock[]> {
  const { schedules } = desk.engine.configuration();
  if (person === null || schedules.size === 0) return [];
  const facts = await readOncall(desk, [...schedules.keys()]);
  const lines = ownShiftLines(facts, { person, most: MOST_SHIFTS }, IN_BLOCK);
  return [
    header("Your shifts"),
    section(...(lines.length === 0 ? [NO_SHIFTS] : lines)),
    ...actions("shifts", [button(ACTIONS.calendar, "Calendar address", "calendar")]),
  ];
}
