import { forgetPerson, recordOf } from "#store/page/leavers.ts";
import { count } from "./count.ts";
import { refuseOld } from "./refuse-old.ts";
import { withDatabase } from "./with-database.ts";

const STAYS =
  "Stays, as the record of what happened: their name and Slack id in timelines (which are sealed), postmortems and incidents, their shifts and changes of these, and each muster.yaml that was in force.";

/** Says what was deleted, what stays, and why. */
export async function forget(environment: NodeJS.ProcessEnv, person: string): Promise<void> {
  await withDatabase(environment, async (database) => {
    await refuseOld(database);
    const { forgotten, record } = await database.transaction(async (tx) => ({
      forgotten: await forgetPerson(tx, person),
      record: await recordOf(tx, person),
    }));
    const { addresses, rules, calendars, tests, pages } = forgotten;
    console.log(
      `deleted of ${person}: addresses ${addresses}, rules ${rules}, calendars ${calendars}, tests ${tests}; how they were reached: ${count(pages, "attempt")}`,
    );
    console.log(`${STAYS} Pages to them: ${record.pages}; shifts: ${record.shifts}.`);
    console.log("As long as they are in muster.yaml they can enter addresses again in Slack.");
  });
}
