import { sql, type RawBuilder, type SelectQueryBuilder } from "kysely";
import type { DateTime } from "luxon";
import { Incident, IncidentId } from "#domain/incident/incident.ts";
import type { Severity } from "#domain/severity.ts";
import type { Connection } from "#store/database/database.ts";
import type { Schema } from "#store/tables/schema.ts";
import {
  outlineFrom,
  outlines,
  type IncidentOutline,
  type OutlineRow,
} from "./incident-outline.ts";
import { IS_OPEN } from "./merging.ts";

/** Which incidents a list has; null where it makes no difference. */
export type IncidentFilter = {
  /** Those that are open, the worst first; those that ended since, the last one first; or all, newest first. */
  readonly scope:
    | { readonly kind: "open" | "all" }
    | { readonly kind: "recent"; readonly since: DateTime };
  /** Those in which one of these people has a part, or which are of one of these services. */
  readonly mine: {
    readonly people: readonly string[];
    readonly services: readonly string[];
  } | null;
  readonly services: readonly string[] | null;
  readonly severity: Severity | null;
  /** Drills only, or everything but drills. */
  readonly drills: boolean;
};

/** An incident as it stood in the list: that it changes meanwhile moves nothing else. */
export type Cursor = {
  readonly incident: IncidentId;
  readonly severity: string;
  /** When it ended; null while it is open. */
  readonly endedAt: DateTime | null;
};

/** What a page of the list begins behind, or ends before. */
export type Place = { readonly side: "after" | "before"; readonly cursor: Cursor };

export type ListPage = {
  readonly incidents: readonly Incident[];
  /** Those whose state cannot be read, in outline. */
  readonly unreadable: readonly IncidentOutline[];
  /** Where pages before and behind this one go on; null where there are none. */
  readonly before: Cursor | null;
  readonly after: Cursor | null;
};

type Row = OutlineRow & { readonly state: unknown; readonly resolved_at: DateTime | null };
type Listed = SelectQueryBuilder<Schema, "incident", Row>;

export async function countIncidents(
  connection: Connection,
  filter: IncidentFilter,
): Promise<number> {
  const { count } = await connection
    .selectFrom("incident")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where(conditionOf(filter))
    .executeTakeFirstOrThrow();
  return count;
}

/** So many of the list, from its top or from the place on. */
export async function listIncidents(
  connection: Connection,
  filter: IncidentFilter,
  { place, limit }: { readonly place: Place | null; readonly limit: number },
): Promise<ListPage> {
  const all: Listed = outlines(connection)
    .select(["state", "resolved_at"])
    .where(conditionOf(filter));
  const found = await inOrder(
    place === null ? all : all.where(beyond(filter, place)),
    filter,
    place,
  )
    .limit(limit + 1)
    .execute();
  const rows = found.slice(0, limit);
  const hasMore = found.length > limit;
  if (place?.side === "before") return pageOf(rows.toReversed(), { before: hasMore, after: true });
  return pageOf(rows, { before: place !== null, after: hasMore });
}

function pageOf(
  rows: readonly Row[],
  more: { readonly before: boolean; readonly after: boolean },
): ListPage {
  const [first, last] = [rows.at(0), rows.at(-1)];
  const read = rows.map((row) => ({ row, incident: Incident.safeParse(row.state).data }));
  return {
    incidents: read.flatMap(({ incident }) => incident ?? []),
    unreadable: read.flatMap(({ row, incident }) =>
      incident === undefined ? [outlineFrom(row)] : [],
    ),
    before: first !== undefined && more.before ? cursorOf(first) : null,
    after: last !== undefined && more.after ? cursorOf(last) : null,
  };
}

function cursorOf({ id, severity, resolved_at: endedAt }: Row): Cursor {
  return { incident: IncidentId.parse(id), severity, endedAt };
}

function conditionOf({
  scope,
  mine,
  services,
  severity,
  drills,
}: IncidentFilter): RawBuilder<boolean> {
  const conditions = [
    sql<boolean>`incident.drill is ${drills ? sql`true` : sql`not true`}`,
    ...(scope.kind === "open" ? [IS_OPEN] : []),
    ...(scope.kind === "recent" ? [sql<boolean>`incident.resolved_at >= ${scope.since}`] : []),
    ...(mine === null ? [] : [isMine(mine)]),
    ...(services === null ? [] : [sql<boolean>`incident.service = any(${[...services]}::text[])`]),
    ...(severity === null ? [] : [sql<boolean>`incident.severity = ${severity}`]),
  ];
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

function isMine({ people, services }: NonNullable<IncidentFilter["mine"]>): RawBuilder<boolean> {
  return sql<boolean>`(
    incident.people && ${[...people]}::text[] or incident.service = any(${[...services]}::text[]))`;
}

/** The worst and oldest of the open ones come first, else what is newest; numbers decide among equals. */
function inOrder(list: Listed, { scope }: IncidentFilter, place: Place | null): Listed {
  const [forwards, backwards] = scope.kind === "open" ? RISING : FALLING;
  const direction = place?.side === "before" ? backwards : forwards;
  switch (scope.kind) {
    case "open":
      return list.orderBy("severity", direction).orderBy("id", direction);
    case "recent":
      return list.orderBy("resolved_at", direction).orderBy("id", direction);
    case "all":
      return list.orderBy("id", direction);
  }
}

const RISING = ["asc", "desc"] as const;
const FALLING = ["desc", "asc"] as const;

function beyond({ scope }: IncidentFilter, { side, cursor }: Place): RawBuilder<boolean> {
  const { incident, severity, endedAt } = cursor;
  const comparison = (scope.kind === "open") === (side === "after") ? sql`>` : sql`<`;
  switch (scope.kind) {
    case "open":
      return sql`(incident.severity, incident.id) ${comparison} (${severity}, ${incident})`;
    case "recent":
      return sql`(incident.resolved_at, incident.id) ${comparison} (${endedAt}, ${incident})`;
    case "all":
      return sql`incident.id ${comparison} ${incident}`;
  }
}
