import type { Notice } from "#domain/incident/notice.ts";
import { isWorthTelling } from "#domain/learning/report.ts";
import { reportTimeOf } from "#domain/learning/team-report.ts";
import { reportsAround } from "#domain/learning/week.ts";
import { readReport } from "#engine/learning/read-report.ts";
import { renderReport } from "#slack/views/report/report.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readClock } from "#store/database/clock.ts";
import type { Outgoing } from "./outgoing.ts";

type About = Extract<Notice, { readonly kind: "report" }>;

/** What the team's week was like; null when there is nothing to tell, or the next report is due already. */
export async function drawReport(
  { engine }: Outgoing,
  { team: id, week }: About,
): Promise<Message | null> {
  const configuration = engine.configuration();
  const team = configuration.teams.get(id);
  const time = team === undefined ? null : reportTimeOf(configuration, team);
  if (team === undefined || time === null) return null;
  const now = await readClock(engine.database.kysely);
  if (reportsAround(now.toMillis(), time).week !== week) return null;
  const report = await readReport(engine, team, week);
  if (!isWorthTelling(report)) return null;
  const { oncallCommand: command } = configuration.slack;
  return renderReport({ report, teamName: team.name, team: id, command });
}
