import { sql } from "kysely";
import type { DateTime } from "luxon";
import { IncidentId } from "#domain/incident/incident.ts";
import { PostmortemStage } from "#domain/response/postmortem.ts";
import type { Connection, Transaction } from "#store/database/database.ts";

/** What a postmortem came to, as text. */
export type Document = {
  readonly incident: IncidentId;
  readonly title: string;
  readonly markdown: string;
};

export type FoundDocument = {
  readonly incident: IncidentId;
  readonly title: string;
  readonly service: string;
  readonly stage: PostmortemStage;
  /** Where the words stand, or how it begins; Markdown, on one line. */
  readonly excerpt: string;
};

const EXCERPT_LENGTH = 300;

/** Keeps a draft as it reads now, so that it can be found; one that is published stays as it is. */
export async function keepDocument(tx: Transaction, document: Document): Promise<void> {
  await save(tx, document, null);
}

/** Keeps it for good, as it is published. */
export async function publishDocument(
  tx: Transaction,
  document: Document,
  at: DateTime,
): Promise<void> {
  await save(tx, document, at);
}

/** It is to be written on: what is drawn from now on takes its place. */
export async function reopenDocument(tx: Transaction, incident: IncidentId): Promise<void> {
  await tx
    .updateTable("postmortem_document")
    .set({ published_at: null })
    .where("incident_id", "=", incident)
    .execute();
}

/** As it was kept last; null when it never was. */
export async function documentOf(
  connection: Connection,
  incident: IncidentId,
): Promise<(Document & { readonly publishedAt: DateTime | null }) | null> {
  const row = await connection
    .selectFrom("postmortem_document")
    .select(["title", "markdown", "published_at"])
    .where("incident_id", "=", incident)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { incident, title: row.title, markdown: row.markdown, publishedAt: row.published_at };
}

/**
 * Postmortems in which these words stand, the best match first; without words the newest first. People may write
 * "in quotes", `or`, and - before a word that must not stand there.
 */
export async function searchDocuments(
  connection: Connection,
  {
    words = "",
    service,
    limit,
  }: { readonly words?: string; readonly service?: string; readonly limit: number },
): Promise<readonly FoundDocument[]> {
  const asked = sql`websearch_to_tsquery('english', ${words})`;
  const isAsked = words.trim() !== "";
  const found = connection
    .selectFrom("postmortem_document as document")
    .innerJoin("incident", "incident.id", "document.incident_id")
    .select(["incident.id", "incident.service", "document.title"])
    .select(sql`incident.state #>> '{postmortem,stage}'`.as("stage"))
    .select((isAsked ? headline(asked) : BEGINNING).as("excerpt"))
    .$if(service !== undefined, (all) => all.where("incident.service", "=", service ?? ""))
    .$if(isAsked, (all) =>
      all
        .where(sql<boolean>`document.words @@ ${asked}`)
        .orderBy(sql`ts_rank(document.words, ${asked})`, "desc"),
    );
  const rows = await found.orderBy("incident.id", "desc").limit(limit).execute();
  return rows.map(({ id, stage, excerpt, ...row }) => ({
    ...row,
    incident: IncidentId.parse(id),
    stage: PostmortemStage.catch("draft").parse(stage),
    excerpt: excerpt.replaceAll(/\s+/g, " ").trim(),
  }));
}

const BEGINNING = sql<string>`left(document.markdown, ${sql.lit(EXCERPT_LENGTH)})`;

function headline(asked: ReturnType<typeof sql>) {
  const how = "StartSel='', StopSel='', MaxWords=40, MinWords=15, MaxFragments=1";
  return sql<string>`ts_headline('english', left(document.markdown, 100000), ${asked}, ${how})`;
}

async function save(
  tx: Transaction,
  { incident, title, markdown }: Document,
  publishedAt: DateTime | null,
): Promise<void> {
  await sql`
    insert into postmortem_document (incident_id, title, markdown, kept_at, published_at)
    values (${incident}, ${stored(title)}, ${stored(markdown)}, muster_now(), ${publishedAt})
    on conflict (incident_id) do update set
      title = excluded.title, markdown = excluded.markdown,
      kept_at = excluded.kept_at, published_at = excluded.published_at
    where postmortem_document.published_at is null`.execute(tx);
}

/** PostgreSQL stores every letter but this one. */
function stored(text: string): string {
  return text.replaceAll("\0", "");
}
