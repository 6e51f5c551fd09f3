import { SlackSilence } from "#domain/reach.ts";
import { SLACK } from "#domain/way.ts";
import type { Connection } from "#store/database/database.ts";

/** The pages of these incidents for which Slack did not ring, and the first other way that goes or went out. */
export async function silentAttempts(
  connection: Connection,
  incidents: readonly number[],
): Promise<
  readonly { readonly page: number; readonly silence: SlackSilence; readonly way: string | null }[]
> {
  if (incidents.length === 0) return [];
  const rows = await connection
    .selectFrom("page_attempt")
    .innerJoin("page", "page.id", "page_attempt.page_id")
    .select(["page.id as page", "silence"])
    .select((select) =>
      select
        .selectFrom("page_attempt as other")
        .select("other.way")
        .whereRef("other.page_id", "=", "page.id")
        .where("other.way", "<>", SLACK)
        .where("other.state", "in", ["pending", "sending", "sent"])
        .orderBy("other.due_at")
        .orderBy("other.id")
        .limit(1)
        .as("way"),
    )
    .where("page.incident_id", "in", incidents)
    .where("silence", "is not", null)
    .execute();
  return rows.flatMap(({ page, silence, way }) => {
    const read = SlackSilence.safeParse(silence);
    return read.success ? [{ page, silence: read.data, way }] : [];
  });
}
