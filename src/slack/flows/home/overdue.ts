import type { types } from "@slack/bolt";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { overdueLine, owedLine } from "#slack/views/postmortem/lines.ts";
import { header, section } from "#slack/words/blocks.ts";
import { readClock } from "#store/database/clock.ts";
import { overdueFollowUps } from "#store/incident/overdue-tasks.ts";
import { overduePostmortems } from "#store/postmortem/overdue.ts";

const MOST_SHOWN = 5;

/** What incidents left to do and should be done by now: repairs that come before everything else, and postmortems. */
export async function overdue({ engine }: Desk): Promise<readonly types.KnownBlock[]> {
  const { kysely } = engine.database;
  const before = await readClock(kysely);
  const about = { before, limit: MOST_SHOWN + 1 };
  const urgent = await overdueFollowUps(kysely, "P0", about);
  const owed = await overduePostmortems(kysely, about);
  if (urgent.length === 0 && owed.length === 0) return [];
  const { incidentCommand: command } = engine.configuration().slack;
  const all = `\`${command} postmortems overdue\` shows all.`;
  return [
    header("Overdue"),
    ...part("Follow-ups of priority P0", urgent.map(overdueLine), "and more"),
    ...part("Postmortems", owed.map(owedLine), all),
  ];
}

function part(title: string, lines: readonly string[], more: string): types.SectionBlock[] {
  if (lines.length === 0) return [];
  const isAll = lines.length <= MOST_SHOWN;
  return [section(`*${title}*`, ...lines.slice(0, MOST_SHOWN), ...(isAll ? [] : [more]))];
}
