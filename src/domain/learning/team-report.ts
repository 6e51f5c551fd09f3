import type { Configuration, Team } from "#domain/configuration/configuration.ts";
import type { ReportTime } from "./week.ts";

type Known = Pick<Configuration, "teams" | "schedules" | "people">;

/** When the team is told of its week; null when it does not want to be. */
export function reportTimeOf(known: Known, team: Team): ReportTime | null {
  if (team.report === "off") return null;
  const { day, at } = team.report;
  return { day, at, zone: teamZone(known, team) };
}

/** As the team says itself, else that of its first schedule, else that of the first of its people who says where they live. */
export function teamZone({ schedules, people }: Known, { id, report, members }: Team): string {
  const own = report === "off" ? undefined : report.timezone;
  const schedule = [...schedules.values()].find(({ team }) => team === id);
  const homes = members.map((member) => people.get(member)?.timezone);
  return own ?? schedule?.timezone ?? homes.find((home) => home !== undefined) ?? "utc";
}
