import { sql, type Selectable } from "kysely";
import type { DateTime } from "luxon";
import { Target } from "#domain/escalation/escalation.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import type { AttemptState } from "#domain/reach.ts";
import { SLACK, type Urgency } from "#domain/way.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import type { IncidentTables } from "#store/tables/incident-tables.ts";

export type Page = {
  readonly id: number;
  readonly incident: IncidentId;
  readonly step: number;
  readonly target: Target;
  readonly reason: string;
  readonly urgency: Urgency;
  /**
   * A call wants somebody to take the incident; an ask, that whoever has it says whether that is still so; a join, that
   * somebody helps whoever has it.
   */
  readonly kind: "call" | "ask" | "join";
  readonly state: "pending" | "sent" | "failed" | "dropped";
  /** What became of the message in Slack; another way may have delivered the page meanwhile. */
  readonly slack: AttemptState;
  readonly createdAt: DateTime;
};

export type NewPage = Pick<Page, "incident" | "step" | "target" | "reason" | "urgency" | "kind"> & {
  readonly at: DateTime;
};

/** Notes pages; one that stands already is not made again. */
export async function insertPages(
  tx: Transaction,
  pages: readonly NewPage[],
): Promise<readonly Page[]> {
  if (pages.length === 0) return [];
  const rows = await tx
    .insertInto("page")
    .values(
      pages.map(({ incident, step, target, reason, urgency, kind, at }) => ({
        incident_id: incident,
        step,
        target: JSON.stringify(target),
        reason,
        urgency,
        kind,
        created_at: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .execute();
  return rows.map((row) => pageOf({ ...row, slack_state: null }));
}

export async function readPages(
  connection: Connection,
  ids: readonly number[],
): Promise<readonly Page[]> {
  if (ids.length === 0) return [];
  const rows = await pageRows(connection).where("page.id", "in", ids).execute();
  return rows.map(pageOf);
}

/** All pages of an incident, oldest first. */
export async function pagesOfIncident(
  connection: Connection,
  incident: IncidentId,
): Promise<readonly Page[]> {
  return await pagesOfIncidents(connection, [incident]);
}

/** All pages of these incidents, oldest first. */
export async function pagesOfIncidents(
  connection: Connection,
  incidents: readonly IncidentId[],
): Promise<readonly Page[]> {
  if (incidents.length === 0) return [];
  const rows = await pageRows(connection).where("incident_id", "in", incidents).execute();
  return rows.map(pageOf);
}

type Settled = {
  readonly state: "sent" | "failed" | "dropped";
  readonly error: string | null;
};

/** Ends a page's wait; false when it had ended before. */
export async function endPage(
  tx: Transaction,
  id: number,
  state: Settled["state"],
  error: string | null,
): Promise<boolean> {
  return (await endPages(tx, [id], { state, error })).has(id);
}

/** The same for many that ended alike: those that had not ended before. */
export async function endPages(
  tx: Transaction,
  ids: readonly number[],
  settled: Settled,
): Promise<ReadonlySet<number>> {
  return await moveFrom(tx, "pending", ids, settled);
}

/** What had been taken for sent turned out not to have arrived by any way; which of them that were. */
export async function takeBackPages(
  tx: Transaction,
  ids: readonly number[],
  error: string,
): Promise<ReadonlySet<number>> {
  return await moveFrom(tx, "sent", ids, { state: "failed", error });
}

/** Those of them that were in that state. */
async function moveFrom(
  tx: Transaction,
  from: "pending" | "sent",
  ids: readonly number[],
  { state, error }: Settled,
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const done = await tx
    .updateTable("page")
    .set({ state, error, settled_at: sql`muster_now()` })
    .where("id", "in", ids)
    .where("state", "=", from)
    .returning("id")
    .execute();
  return new Set(done.map(({ id }) => id));
}

/** A page to a channel, or one from before pages had several ways, is a message in Slack and nothing else. */
function pageRows(connection: Connection) {
  return connection
    .selectFrom("page")
    .leftJoin("page_attempt", (join) =>
      join.onRef("page_attempt.page_id", "=", "page.id").on("page_attempt.way", "=", SLACK),
    )
    .selectAll("page")
    .select("page_attempt.state as slack_state")
    .orderBy("page.id");
}

function pageOf(
  row: Selectable<IncidentTables["page"]> & { readonly slack_state: AttemptState | null },
): Page {
  return {
    id: row.id,
    incident: IncidentId.parse(row.incident_id),
    step: row.step,
    target: Target.parse(row.target),
    reason: row.reason,
    urgency: row.urgency,
    kind: row.kind,
    state: row.state,
    slack: row.slack_state ?? row.state,
    createdAt: row.created_at,
  };
}
