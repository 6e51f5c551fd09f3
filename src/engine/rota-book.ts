import { overridesOf, type ScheduleChange } from "#domain/change/schedule-change.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Layer } from "#domain/schedule/layer.ts";
import { createRotas, type Rotas } from "#domain/schedule/rotas.ts";

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

function fingerprint({ layers, changes }: InForce): string {
  return JSON.stringify([[...layers], changes]);
}
