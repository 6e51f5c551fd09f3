import type { Team } from "#domain/configuration/configuration.ts";
import { type Report, reportOf, WEEKS_LATELY, WEEKS_OF_REPAIRS } from "#domain/learning/report.ts";
import { teamZone } from "#domain/learning/team-report.ts";
import { type Week, weekSpan } from "#domain/learning/week.ts";
import { pastFollowUps } from "#store/learning/past-follow-ups.ts";
import { type LearningEngine, readPast } from "./read-learning.ts";

/** What the team is told of the week. */
export async function readReport(engine: LearningEngine, team: Team, week: Week): Promise<Report> {
  const zone = teamZone(engine.configuration(), team);
  const subject = { kind: "team", team: team.id } as const;
  const past = await readPast(engine, subject, weekSpan(week, zone, WEEKS_LATELY));
  const longer = weekSpan(week, zone, WEEKS_OF_REPAIRS);
  const followUps = await pastFollowUps(engine.database.kysely, past.services, longer);
  return reportOf({ ...past, followUps }, week, zone);
}
