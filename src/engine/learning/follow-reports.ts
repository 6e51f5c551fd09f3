import { DateTime } from "luxon";
import { reportTimeOf } from "#domain/learning/team-report.ts";
import { reportsAround } from "#domain/learning/week.ts";
import type { Engine } from "#engine/engine.ts";
import { scheduleReports } from "#engine/job/jobs.ts";
import { placeOfChannel } from "#engine/place.ts";
import { readClock } from "#store/database/clock.ts";
import { insertNotices, type NewNotice } from "#store/duty/notices.ts";

/**
 * Has each team told of its week once the time has come, and looks again when the next time comes. What a downtime
 * held up is told late, until the next week is over: then that one is.
 */
export async function followReports({ database, configuration }: Engine): Promise<void> {
  const known = configuration();
  await database.transaction(async (tx) => {
    const now = await readClock(tx);
    const notices: NewNotice[] = [];
    const next: number[] = [];
    for (const team of known.teams.values()) {
      const time = reportTimeOf(known, team);
      if (time === null) continue;
      const around = reportsAround(now.toMillis(), time);
      next.push(around.next);
      notices.push({
        key: `report/${team.id}/${around.week}`,
        place: placeOfChannel(team.channel),
        about: { kind: "report", team: team.id, week: around.week },
      });
    }
    await insertNotices(tx, notices);
    await scheduleReports(tx, next.length === 0 ? null : momentOf(Math.min(...next)));
  });
}

function momentOf(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: "utc" });
}
