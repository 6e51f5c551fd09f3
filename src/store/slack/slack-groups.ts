import type { Connection } from "#store/database/database.ts";

/** Why a user group is not kept up to date; null when it is. */
export async function noteGroupTrouble(
  connection: Connection,
  id: string,
  trouble: string | null,
): Promise<void> {
  await connection
    .insertInto("slack_group")
    .values({ id, trouble })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ trouble }))
    .execute();
}

/** The user groups that are not kept up to date, by their ids. */
export async function groupTroubles(connection: Connection): Promise<ReadonlyMap<string, string>> {
  const rows = await connection
    .selectFrom("slack_group")
    .select(["id", "trouble"])
    .where("trouble", "is not", null)
    .execute();
  return new Map(rows.map(({ id, trouble }) => [id, trouble ?? ""]));
}
