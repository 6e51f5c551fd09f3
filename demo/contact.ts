import { stableId } from "#sandbox/workspace/ids.ts";
import type { Database } from "#store/database/database.ts";
import { saveWishes } from "#store/page/contacts.ts";

/** As Mia would have given it in App Home long ago; addresses stand in no file. */
export async function giveMiaMail(database: Database): Promise<void> {
  const contact = { person: "mia", way: "mail", address: "mia@larder.example" };
  const contacts = [{ ...contact, slackId: stableId("U", "mia") }];
  await database.transaction((tx) => saveWishes(tx, "mia", { contacts, rules: [] }));
}
