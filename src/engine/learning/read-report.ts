import type { Team } from "#domain/configuration/configuration.ts";
import { type Report, reportOf, WEEKS_READ } from "#domain/learning/report.ts";
import { teamZone } from "#domain/learning/team-report.ts";
import { type Week, weekSpan } from "#domain/learning/week.ts";
import { type LearningEngine, readPast } from "./read-learning.ts";

/** What the team is told of the week. */
export async function readReport(engine: LearningEngine, team: Team, week: Week): Promise<Report> {
  const zone = teamZone(engine.configuration(), team);
  const subject = { kind: "team", team: team.id } as const;
  return reportOf(await readPast(engine, subject, weekSpan(week, zone, WEEKS_READ)), week, zone);
}
