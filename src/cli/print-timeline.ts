import { loadConfiguration } from "#config/load.ts";
import { IncidentId, incidentName } from "#domain/incident/incident.ts";
import { timelineJson, timelineMarkdown } from "#domain/timeline/export-timeline.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { refuseOld } from "./refuse-old.ts";
import { withDatabase } from "./with-database.ts";

type Wish = {
  readonly config: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly json: boolean;
};

/** Prints the timeline of an incident, or says that there is none; names come from the configuration where it can be read. */
export async function printTimeline(
  number: number,
  { config, environment, json }: Wish,
): Promise<void> {
  const loaded = await loadConfiguration(config);
  const people = loaded.ok ? loaded.configuration.people : new Map<string, { name: string }>();
  await withDatabase(environment, async (database) => {
    await refuseOld(database);
    const { kysely } = database;
    const id = IncidentId.safeParse(number);
    const incident = id.success ? await readIncident(kysely, id.data) : null;
    if (incident === null) {
      console.error(`There is no incident INC-${number}.`);
      process.exitCode = 1;
      return;
    }
    let unreadable = 0;
    const entries = await readTimeline(kysely, incident.id, () => {
      unreadable += 1;
    });
    const record = { incident, entries, nameOf: (one: string) => people.get(one)?.name ?? one };
    if (unreadable > 0) {
      console.error(
        `${unreadable} lines of ${incidentName(incident.id)} were written by a newer Muster.`,
      );
    }
    process.stdout.write(json ? timelineJson(record) : timelineMarkdown(record));
  });
}
