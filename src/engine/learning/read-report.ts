import type { Team } from "#domain/configuration/configuration.ts";
import { type Report, reportOf, WEEKS_LATELY, WEEKS_OF_REPAIRS } from "#domain/learning/report.ts";
import { teamZone } from "#domain/learning/team-report.ts";
import { type Week, weekSpan } from "#domain/learning/week.ts";
import { type LearningEngine, readPast } from "./read-learning.ts";

/** What the team is told of the week. */
export async function readReport(engine: LearningEngine, team: Team, week: Week): Promise<Report> {
  const zone = teamZone(engine.configuration(), team);
  const subject = { kind: "team", team: team.id } as const;
  const span = weekSpan(week, zone, WEEKS_LATELY);
  const ofFollowUps = weekSpan(week, zone, WEEKS_OF_REPAIRS);
  return reportOf(await readPast(engine, subject, span, ofFollowUps), week, zone);
}
