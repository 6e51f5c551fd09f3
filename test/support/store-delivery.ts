import { storeDeliveries, type Unstored } from "#store/alert/deliveries.ts";
import type { Database } from "#store/database/database.ts";

/** Keeps one delivery as it came, and answers its number. */
export async function storeDelivery(database: Database, delivery: Unstored): Promise<number> {
  const [id] = await storeDeliveries(database, [delivery]);
  if (id === undefined) throw new Error("The database gave the delivery no number.");
  return id;
}
