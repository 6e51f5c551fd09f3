import { stableId } from "#sandbox/workspace/ids.ts";
import { saveWishes } from "#store/contacts.ts";
import type { Database } from "#store/database.ts";

/** As Mia would have given it in App Home long ago; addresses stand in no file. */
export async function giveMiaMail(database: Database): Promise<void> {
  const contact = { person: "mia", way: "mail", address: "mia@larder.example" };
  const contacts = [{ ...contact, slackId: stableId("U", "mia") }];
  await database.transaction((tx) => saveWishes(tx, "mia", { contacts, rules: [] }));
}
