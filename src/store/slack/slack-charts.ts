import type { DateTime } from "luxon";
import { z } from "zod";
import type { IncidentId } from "#domain/incident/incident.ts";
import { Instant } from "#domain/schema.ts";
import type { Connection } from "#store/database/database.ts";

const Files = z.array(
  z.object({ digest: z.string(), file: z.string(), uploadedAt: Instant }).readonly(),
);

/** An image as it was uploaded. */
export type ChartFile = {
  /** Of what it shows. */
  readonly digest: string;
  readonly file: string;
  readonly uploadedAt: DateTime;
};

/** What the message with an incident's charts shows. */
export type SlackChart = {
  readonly files: readonly ChartFile[];
  /** A digest of what people see in it; null before it stands. */
  readonly shown: string | null;
  /** Why it has words only. */
  readonly trouble: string | null;
};

export async function slackChartOf(
  connection: Connection,
  incident: IncidentId,
): Promise<SlackChart> {
  const row = await connection
    .selectFrom("slack_chart")
    .selectAll()
    .where("incident_id", "=", incident)
    .executeTakeFirst();
  if (row === undefined) return { files: [], shown: null, trouble: null };
  const { shown, trouble } = row;
  return { files: Files.safeParse(row.files).data ?? [], shown, trouble };
}

export async function saveSlackChart(
  connection: Connection,
  incident: IncidentId,
  { files, ...rest }: SlackChart,
): Promise<void> {
  const values = { files: JSON.stringify(files), ...rest };
  await connection
    .insertInto("slack_chart")
    .values({ incident_id: incident, ...values })
    .onConflict((conflict) => conflict.column("incident_id").doUpdateSet(values))
    .execute();
}
