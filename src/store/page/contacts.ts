import { sql } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";
import type { NotifyRule } from "#domain/reach.ts";
import type { Connection, Transaction } from "#store/database/database.ts";

/** An address by which a person can be reached; never to be shown to anybody else, nor logged. */
type Contact = {
  readonly person: string;
  readonly way: string;
  readonly address: string;
  /** Of whoever entered it. */
  readonly slackId: string;
};

/** What a person says about how to reach them. */
export type Wishes = {
  readonly contacts: readonly Contact[];
  readonly rules: readonly NotifyRule[];
};

const NOTHING: Wishes = { contacts: [], rules: [] };

export async function readWishes(connection: Connection, person: string): Promise<Wishes> {
  return (await readWishesOf(connection, [person])).get(person) ?? NOTHING;
}

/** Everybody asked for has an entry, also those who never said anything. */
export async function readWishesOf(
  connection: Connection,
  people: readonly string[],
): Promise<ReadonlyMap<string, Wishes>> {
  if (people.length === 0) return new Map();
  const asked = sql<{ person: string }>`unnest(${[...people]}::text[])`;
  const rows = await connection
    .selectFrom(asked.as<"asked">(sql`asked (person)`))
    .select("asked.person")
    .select((tables) =>
      jsonArrayFrom(
        tables
          .selectFrom("contact")
          .select(["contact.person", "way", "address", "slack_id as slackId"])
          .whereRef("contact.person", "=", "asked.person")
          .orderBy("way"),
      ).as("contacts"),
    )
    .select((tables) =>
      jsonArrayFrom(
        tables
          .selectFrom("notify_rule")
          .select(["way", "urgency", "after_minutes as minutes"])
          .whereRef("notify_rule.person", "=", "asked.person")
          .orderBy("way"),
      ).as("rules"),
    )
    .execute();
  return new Map(rows.map(({ person, ...wishes }) => [person, wishes]));
}

/** Replaces everything that the person said before. */
export async function saveWishes(
  tx: Transaction,
  person: string,
  { contacts, rules }: Wishes,
): Promise<void> {
  await tx.deleteFrom("contact").where("person", "=", person).execute();
  await tx.deleteFrom("notify_rule").where("person", "=", person).execute();
  if (contacts.length > 0) {
    await tx
      .insertInto("contact")
      .values(
        contacts.map(({ way, address, slackId: slack_id }) => ({ person, way, address, slack_id })),
      )
      .execute();
  }
  if (rules.length === 0) return;
  await tx
    .insertInto("notify_rule")
    .values(
      rules.map(({ way, urgency, minutes }) => ({ person, way, urgency, after_minutes: minutes })),
    )
    .execute();
}

/** Who has given this address; also those who have left since. */
export async function peopleAt(
  connection: Connection,
  way: string,
  address: string,
): Promise<readonly string[]> {
  const rows = await connection
    .selectFrom("contact")
    .select("person")
    .where("way", "=", way)
    .where("address", "=", address)
    .execute();
  return rows.map(({ person }) => person);
}

/** The member of Slack who entered the person's addresses last. */
export async function slackIdOfPerson(
  connection: Connection,
  person: string,
): Promise<string | null> {
  const row = await connection
    .selectFrom("contact")
    .select("slack_id")
    .where("person", "=", person)
    .orderBy("changed_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.slack_id ?? null;
}
