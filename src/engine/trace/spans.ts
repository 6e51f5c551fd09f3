import { createHash } from "node:crypto";
import type { DateTime } from "luxon";
import type { DeliveryRow, EventRow, PageRow } from "#store/incident/trace-export.ts";
import type { PageWay } from "#store/page/page-ways.ts";
import type { Span } from "#telemetry/span.ts";

/**
 * An incident is one trace, from the delivery that opened it to its end. Ids are made of what they name, so that every
 * process makes the same ones, and what is exported twice is there once.
 */
type Incident = { readonly incident: number; readonly openedAt: DateTime };

export function spanOfDelivery(row: DeliveryRow): Span {
  const { delivery, source, receivedAt, toldAt, isFirst } = row;
  return {
    ...place(row, isFirst ? ROOT : `delivery/${delivery}`, isFirst ? null : ROOT),
    name: "receive delivery",
    kind: "server",
    ...lasting(receivedAt, toldAt),
    attributes: { ...about(row), "muster.delivery": delivery, "muster.source": source },
    error: null,
  };
}

export function spanOfEvent(row: EventRow): Span {
  const { id, kind, at, isUndelivered } = row;
  const begins = isUndelivered && kind === "opened";
  return {
    ...place(row, begins ? ROOT : `event/${id}`, begins ? null : ROOT),
    name: `incident ${kind}`,
    kind: "internal",
    ...lasting(at, at),
    attributes: about(row),
    error: null,
  };
}

export function spanOfPage(row: PageRow): Span {
  const { page, target, state, error, createdAt, settledAt } = row;
  return {
    ...place(row, `page/${page}`, ROOT),
    name: "page",
    kind: "internal",
    ...lasting(createdAt, settledAt),
    attributes: {
      ...about(row),
      "muster.page": page,
      "muster.target": target,
      "muster.result": state,
    },
    error: state === "failed" ? (error ?? "it arrived by no way") : null,
  };
}

export function spanOfWay(
  { page, attempt, way, state, begunAt, error }: PageWay,
  incident: Incident,
  endedAt: DateTime,
): Span {
  return {
    ...place(incident, `way/${page}/${way}`, `page/${page}`),
    name: `send by ${way}`,
    kind: "client",
    ...lasting(begunAt ?? endedAt, endedAt),
    attributes: {
      ...about(incident),
      "muster.page": page,
      "muster.way": way,
      "muster.result": state,
      ...(attempt !== null && { "muster.attempt": attempt }),
    },
    error: state === "failed" ? (error ?? "it failed") : null,
  };
}

const ROOT = "root";

function place(
  { incident, openedAt }: Incident,
  part: string,
  parent: string | null,
): Pick<Span, "traceId" | "spanId" | "parentId"> {
  const name = `muster/incident/${incident}/${openedAt.toMillis()}`;
  const parentId = parent === null ? null : hash(`${name}/${parent}`, 8);
  return { traceId: hash(name, 16), spanId: hash(`${name}/${part}`, 8), parentId };
}

function hash(name: string, bytes: number): string {
  return createHash("sha256")
    .update(name)
    .digest("hex")
    .slice(0, bytes * 2);
}

function about({ incident }: Incident): Record<string, number> {
  return { "muster.incident": incident };
}

function lasting(start: DateTime, end: DateTime): Pick<Span, "start" | "end"> {
  return { start: Math.min(start.toMillis(), end.toMillis()), end: end.toMillis() };
}
