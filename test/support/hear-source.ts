import type { DateTime } from "luxon";
import type { Transaction } from "#store/database/database.ts";

/** Has a known source be heard at that moment, as by a delivery. */
export async function hearSource(
  tx: Transaction,
  source: string,
  at: DateTime,
  beat: boolean,
): Promise<void> {
  await tx
    .updateTable("source_state")
    .set({ last_delivery_at: at, ...(beat ? { last_beat_at: at } : {}) })
    .where("source", "=", source)
    .execute();
}
