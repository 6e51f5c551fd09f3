import type { DateTime } from "luxon";
import type { Layer } from "#domain/schedule/layer.ts";
import { rollOut } from "#domain/schedule/roll-out.ts";
import { peopleOnCall } from "#domain/schedule/rotas.ts";
import type { Schedule } from "#domain/schedule/schedule.ts";
import type { WhoIsOnCall } from "#domain/service/roster.ts";
import { readClock } from "#store/database/clock.ts";
import {
  type LayerHistory,
  lockLayerHistories,
  readLayerHistories,
  saveLayerHistory,
} from "#store/duty/layer-versions.ts";
import { readChangesSince } from "#store/duty/schedule-changes.ts";
import type { Engine } from "./engine.ts";

/** Changes that ended before are history: nobody asks for the rota of so long ago. */
const REMEMBERED = { days: 200 };

/** Answers for one moment who is on call. */
export function onCallAt({ rotas, configuration }: Engine, now: DateTime): WhoIsOnCall {
  const all = rotas.rotas(configuration());
  return (schedule, who) => peopleOnCall(all, schedule, who, now.toMillis());
}

/**
 * Brings the schedules into force as muster.yaml has them now. For the start and for a new file: a replica that
 * still has the old one would take back what another has just rolled out.
 */
export async function rollOutSchedules(engine: Engine): Promise<void> {
  const schedules = [...engine.configuration().schedules.values()];
  await engine.database.transaction(async (tx) => {
    await lockLayerHistories(tx);
    const histories = await readLayerHistories(tx);
    const now = (await readClock(tx)).toMillis();
    for (const schedule of schedules) {
      const wanted = historiesOf(schedule, histories, now);
      for (const history of wanted.filter((one) => !histories.includes(one))) {
        await saveLayerHistory(tx, history);
      }
    }
  });
  await followSchedules(engine);
}

/** Follows what this process or another one has brought into force, and works it out before a page needs it. */
export async function followSchedules(
  engine: Pick<Engine, "database" | "configuration" | "rotas" | "logger">,
): Promise<void> {
  const { database, configuration, rotas, logger } = engine;
  const look = rotas.look();
  const histories = await readLayerHistories(database.kysely);
  for (const { schedule, layer } of histories.filter(({ versions }) => versions === null)) {
    logger.error(
      { schedule, layer },
      "the versions of a layer cannot be read; it is taken as written",
    );
  }
  const inForce = [...configuration().schedules.values()].map(
    (schedule) => [schedule.id, layersInForce(schedule, histories)] as const,
  );
  const now = await readClock(database.kysely);
  const changes = await readChangesSince(database.kysely, now.minus(REMEMBERED));
  look.enforce({ layers: new Map(inForce), changes, at: now.toMillis() });
  const tomorrow = now.plus({ days: 1 }).toMillis();
  for (const [id] of inForce) rotas.rotas(configuration()).around(id, tomorrow);
}

/** The history of each layer after the file's turn; the same object when nothing changed or it cannot be read. */
function historiesOf(
  { id, layers, rollout }: Schedule,
  histories: readonly LayerHistory[],
  now: number,
): readonly LayerHistory[] {
  return layers.flatMap(({ versions: [written] }, layer) => {
    const known = historyOf(histories, id, layer);
    if (known?.versions === null) return [known];
    const before = known?.versions ?? [];
    const after =
      written === undefined ? before : rollOut(before, written, { now, rollOut: rollout });
    return [
      known !== undefined && after === before ? known : { schedule: id, layer, versions: after },
    ];
  });
}

function layersInForce(
  { id, layers }: Schedule,
  histories: readonly LayerHistory[],
): readonly Layer[] {
  return layers.map((layer, index): Layer => {
    const applied = historyOf(histories, id, index)?.versions ?? [];
    if (applied.length === 0) return layer;
    return { ...layer, versions: applied.map(({ version }) => version) };
  });
}

function historyOf(
  histories: readonly LayerHistory[],
  schedule: string,
  layer: number,
): LayerHistory | undefined {
  return histories.find((one) => one.schedule === schedule && one.layer === layer);
}
