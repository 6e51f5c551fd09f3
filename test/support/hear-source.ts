import type { DateTime } from "luxon";
import { endDeliveries } from "#store/alert/deliveries.ts";
import type { Transaction } from "#store/database/database.ts";

/** Has a known source be heard at that moment, by a delivery that says nothing more. */
export async function hearSource(
  tx: Transaction,
  source: string,
  at: DateTime,
  beat: boolean,
): Promise<void> {
  const { id } = await tx
    .insertInto("delivery")
    .values({ source, body: Buffer.from("{}") })
    .returning("id")
    .executeTakeFirstOrThrow();
  await endDeliveries(tx, { source, ids: [id], beats: beat ? [id] : [], at });
}
