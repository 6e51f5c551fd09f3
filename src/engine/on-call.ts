import type { DateTime } from "luxon";
import type { Configuration } from "#domain/configuration.ts";
import type { Layer } from "#domain/layer.ts";
import { rollOut } from "#domain/roll-out.ts";
import type { WhoIsOnCall } from "#domain/roster.ts";
import { createRotas, peopleOnCall, type Rotas } from "#domain/rotas.ts";
import { overridesOf, type ScheduleChange } from "#domain/schedule-change.ts";
import type { Schedule } from "#domain/schedule.ts";
import { readClock } from "#store/clock.ts";
import {
  type LayerHistory,
  lockLayerHistories,
  readLayerHistories,
  saveLayerHistory,
} from "#store/layer-versions.ts";
import { readChangesSince } from "#store/schedule-changes.ts";
import type { Engine } from "./engine.ts";

/** Changes that ended before are history: nobody asks for the rota of so long ago. */
const REMEMBERED = { days: 200 };

/** The schedules as they are in force, worked out when somebody asks. */
export type RotaBook = {
  readonly rotas: (configuration: Configuration) => Rotas;
  /** A look at the database begins: what is read for it is newer than what earlier looks find. */
  readonly look: () => Look;
};

type Look = {
  /** From now on this is in force, unless a later look has said otherwise already. */
  readonly enforce: (inForce: InForce) => void;
};

type InForce = {
  /** By the schedule's id. */
  readonly layers: ReadonlyMap<string, readonly Layer[]>;
  readonly changes: readonly ScheduleChange[];
  /** When it was read. */
  readonly at: number;
};

export function createRotaBook(): RotaBook {
  let inForce: InForce = { layers: new Map(), changes: [], at: 0 };
  let looks = 0;
  let enforced = 0;
  let latest: { readonly configuration: Configuration; readonly rotas: Rotas } | null = null;

  /** A schedule that is not in force yet, because the file has just been read, is taken as it is written. */
  function rotas(configuration: Configuration): Rotas {
    if (latest?.configuration === configuration) return latest.rotas;
    const schedules = [...configuration.schedules.values()].map((written) => {
      return [
        written.id,
        { ...written, layers: inForce.layers.get(written.id) ?? written.layers },
      ] as const;
    });
    const people = new Set(configuration.people.keys());
    const overrides = overridesOf(inForce.changes, people, inForce.at);
    latest = { configuration, rotas: createRotas(new Map(schedules), overrides) };
    return latest.rotas;
  }

  function look(): Look {
    looks += 1;
    const number = looks;
    return {
      enforce: (fresh) => {
        if (number < enforced) return;
        enforced = number;
        if (fingerprint(fresh) === fingerprint(inForce)) return;
        inForce = fresh;
        latest = null;
      },
    };
  }

  return { rotas, look };
}

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

function fingerprint({ layers, changes }: InForce): string {
  return JSON.stringify([[...layers], changes]);
}
