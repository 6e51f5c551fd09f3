import type { Engine } from "#engine/engine.ts";
import { beats } from "#engine/timer/beats.ts";
import {
  claimWindow,
  deliveriesIn,
  eventsIn,
  leaveWindow,
  openingsOf,
  pagesIn,
  type Window,
} from "#store/incident/trace-export.ts";
import { waysEndedBetween } from "#store/page/page-ways.ts";
import type { Span, SpanExporter } from "#telemetry/span.ts";
import { spanOfDelivery, spanOfEvent, spanOfPage, spanOfWay } from "./spans.ts";

const LOOK_MS = 5000;
/** So many of the latest of each kind are looked at. */
const MOST = 20_000;
const AT_ONCE = 512;

/**
 * Exports what ended since the last look until the signal comes. Spans are made of what the database knows, so that
 * nothing that pages anybody has to do with it, and a trace survives every restart.
 */
export async function exportTraces(
  engine: Engine,
  exporter: SpanExporter,
  signal: AbortSignal,
): Promise<void> {
  let isWell = true;
  try {
    for await (const _ of beats(LOOK_MS, signal)) {
      isWell = await look(engine, exporter, isWell);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await exporter.stop();
  }
}

/** Answers whether it went well; what goes on failing is told once. */
async function look(engine: Engine, exporter: SpanExporter, wasWell: boolean): Promise<boolean> {
  try {
    await exportEnded(engine, exporter);
    return true;
  } catch (error) {
    if (wasWell) engine.logger.warn({ err: error }, "traces are not exported");
    return false;
  }
}

/** One look; what is not taken is exported at a later one. */
export async function exportEnded(
  { database }: Pick<Engine, "database">,
  exporter: SpanExporter,
): Promise<void> {
  const window = await claimWindow(database);
  if (window === null) return;
  let exported = false;
  try {
    const spans = await spansIn(database, window);
    for (let at = 0; at < spans.length; at += AT_ONCE) {
      await exporter.send(spans.slice(at, at + AT_ONCE));
    }
    exported = true;
  } finally {
    await leaveWindow(database, exported ? window.until : null);
  }
}

async function spansIn({ kysely }: Engine["database"], window: Window): Promise<readonly Span[]> {
  const ways = await waysEndedBetween(kysely, { ...window, most: MOST });
  const openings = await openingsOf(kysely, [...new Set(ways.map(({ incident }) => incident))]);
  return [
    ...(await deliveriesIn(kysely, window)).map(spanOfDelivery),
    ...(await eventsIn(kysely, window, MOST)).map(spanOfEvent),
    ...(await pagesIn(kysely, window, MOST)).map(spanOfPage),
    ...ways.flatMap((way) => {
      const openedAt = openings.get(way.incident);
      if (openedAt === undefined || way.endedAt === null) return [];
      return [spanOfWay(way, { incident: way.incident, openedAt }, way.endedAt)];
    }),
  ];
}
