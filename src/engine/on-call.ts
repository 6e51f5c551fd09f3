import type { DateTime } from "luxon";
import type { Configuration } from "#domain/configuration.ts";
import type { Layer } from "#domain/layer.ts";
import { type AppliedVersion, rollOut } from "#domain/roll-out.ts";
import type { WhoIsOnCall } from "#domain/roster.ts";
import { createRotas, peopleOnCall, type Rotas } from "#domain/rotas.ts";
import type { Schedule } from "#domain/schedule.ts";
import { readClock } from "#store/clock.ts";
import {
  dropLayerHistory,
  type LayerHistory,
  lockLayerHistories,
  saveLayerHistory,
} from "#store/layer-versions.ts";
import type { Engine } from "./engine.ts";

/** The schedules as they are in force, worked out when somebody asks. */
export type RotaBook = {
  readonly rotas: (configuration: Configuration) => Rotas;
  /** From now on these are in force. */
  readonly enforce: (schedules: ReadonlyMap<string, Schedule>) => void;
};

export function createRotaBook(): RotaBook {
  let inForce: ReadonlyMap<string, Schedule> = new Map();
  let known: { readonly configuration: Configuration; readonly rotas: Rotas } | null = null;

  /** A schedule that is not in force yet, because the file has just been read, is taken as it is written. */
  function rotas(configuration: Configuration): Rotas {
    if (known?.configuration === configuration) return known.rotas;
    const entries = [...configuration.schedules].map(
      ([id, written]) => [id, inForce.get(id) ?? written] as const,
    );
    known = { configuration, rotas: createRotas(new Map(entries)) };
    return known.rotas;
  }

  function enforce(schedules: ReadonlyMap<string, Schedule>): void {
    if (fingerprint(schedules) === fingerprint(inForce)) return;
    inForce = schedules;
    known = null;
  }

  return { rotas, enforce };
}

/** Answers for one moment who is on call. */
export function onCallAt({ rotas, configuration }: Engine, now: DateTime): WhoIsOnCall {
  const all = rotas.rotas(configuration());
  return (schedule, who) => peopleOnCall(all, schedule, who, now.toMillis());
}

/** Brings the schedules into force as muster.yaml has them now; what an earlier start or another replica did stays. */
export async function enforceSchedules({ database, configuration, rotas }: Engine): Promise<void> {
  const { schedules } = configuration();
  const inForce = await database.transaction(async (tx) => {
    const histories = await lockLayerHistories(tx);
    const now = (await readClock(tx)).toMillis();
    const rolled = [...schedules.values()].map((schedule) => {
      return { schedule, layers: rollOutLayers(schedule, histories, now) };
    });
    const wanted = rolled.flatMap(({ layers }) => layers.map(({ history }) => history));
    for (const gone of histories.filter((one) => !isAmong(wanted, one))) {
      await dropLayerHistory(tx, gone);
    }
    for (const history of wanted.filter((one) => !histories.includes(one))) {
      await saveLayerHistory(tx, history);
    }
    return new Map(
      rolled.map(({ schedule, layers }) => [schedule.id, withLayers(schedule, layers)]),
    );
  });
  rotas.enforce(inForce);
}

type RolledLayer = { readonly layer: Layer; readonly history: LayerHistory };

/** The same history when nothing changed. */
function rollOutLayers(
  { id, layers, rollout }: Schedule,
  histories: readonly LayerHistory[],
  now: number,
): readonly RolledLayer[] {
  return layers.map((layer, index) => {
    const known = histories.find((one) => one.schedule === id && one.layer === index);
    const [written] = layer.versions;
    const before: readonly AppliedVersion[] = known?.versions ?? [];
    const after =
      written === undefined ? before : rollOut(before, written, { now, rollOut: rollout });
    const isSame = known !== undefined && after === before;
    return { layer, history: isSame ? known : { schedule: id, layer: index, versions: after } };
  });
}

function withLayers(schedule: Schedule, rolled: readonly RolledLayer[]): Schedule {
  const layers = rolled.map(({ layer, history }): Layer => {
    return { ...layer, versions: history.versions.map(({ version }) => version) };
  });
  return { ...schedule, layers };
}

function isAmong(histories: readonly LayerHistory[], { schedule, layer }: LayerHistory): boolean {
  return histories.some((one) => one.schedule === schedule && one.layer === layer);
}

function fingerprint(schedules: ReadonlyMap<string, Schedule>): string {
  return JSON.stringify([...schedules].map(([id, { layers }]) => [id, layers]));
}
