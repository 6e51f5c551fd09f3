import { sql, type Selectable } from "kysely";
import type { Duration } from "luxon";
import { musterNow } from "#store/database/clock.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import { messageOf, type SlackMessage } from "#store/slack/slack-messages.ts";
import type { SlackTables } from "#store/tables/slack-tables.ts";
import type { Page } from "./pages.ts";

/** By page, the message that was meant to deliver it, where one was begun. */
export async function messagesOfPages(
  connection: Connection,
  pages: readonly number[],
): Promise<ReadonlyMap<number, SlackMessage>> {
  if (pages.length === 0) return new Map();
  const rows = await connection
    .selectFrom("slack_message")
    .innerJoin("slack_message_entry", "slack_message_entry.message_id", "slack_message.id")
    .selectAll("slack_message")
    .select("slack_message_entry.page_id as page")
    .where("slack_message_entry.page_id", "in", pages)
    .orderBy("slack_message_entry.page_id")
    .execute();
  return new Map(rows.flatMap((row) => (row.page === null ? [] : [[row.page, messageOf(row)]])));
}

type PageMessage = { readonly message: SlackMessage; readonly pages: ReadonlySet<number> };

/** Notes a message that is to deliver pages; it gets those for which no other was begun before. */
export async function insertPageMessage(
  tx: Transaction,
  { kind, place }: Pick<SlackMessage, "kind" | "place">,
  pages: readonly Pick<Page, "id" | "incident">[],
): Promise<PageMessage> {
  const { rows } = await sql<Selectable<SlackTables["slack_message"]> & { pages: number[] }>`
    with message as (
      insert into slack_message (kind, place) values (${kind}, ${place}) returning *
    ), entry as (
      insert into slack_message_entry (message_id, incident_id, page_id)
      select message.id, wanted.incident, wanted.page
      from message, unnest(
        ${pages.map(({ incident }) => incident)}::bigint[], ${pages.map(({ id }) => id)}::bigint[]
      ) as wanted (incident, page)
      on conflict do nothing
      returning page_id
    )
    select message.*, array(select page_id from entry) as pages from message`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error("no message was noted");
  return { message: messageOf(row), pages: new Set(row.pages) };
}

const MOST_DIGESTS = 10;

/** How many digests went to the same place before this one, since then; a few at most. */
export async function digestsBefore(
  connection: Connection,
  digest: number,
  since: Duration,
): Promise<number> {
  const rows = await connection
    .selectFrom("slack_message as sent")
    .innerJoin("slack_message as other", (join) =>
      join.onRef("other.place", "=", "sent.place").onRef("other.id", "<", "sent.id"),
    )
    .select([
      "other.kind",
      sql<boolean>`other.posted_at > ${musterNow()} - make_interval(secs => ${since.as("seconds")})`.as(
        "isRecent",
      ),
    ])
    .where("sent.id", "=", digest)
    .orderBy("other.id", "desc")
    .limit(MOST_DIGESTS)
    .execute();
  return rows.filter(({ kind, isRecent }) => kind === "page-digest" && isRecent).length;
}

/** The message that was begun for a page delivers a newer one of the same incident instead, which says the same. */
export async function takeOver(tx: Transaction, older: number, newer: number): Promise<void> {
  await tx
    .updateTable("slack_message_entry")
    .set({ page_id: newer })
    .where("page_id", "=", older)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("slack_message_entry as standing")
            .select("standing.page_id")
            .where("standing.page_id", "=", newer),
        ),
      ),
    )
    .execute();
}
