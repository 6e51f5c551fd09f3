import { hostname } from "node:os";
import { DateTime } from "luxon";
import {
  byUrgency,
  type Impairment,
  isRisky,
  nameOf,
  type Part,
  PARTS,
  type Risk,
  type Trouble,
} from "#domain/impairment.ts";
import type { Logger } from "#telemetry/logger.ts";
import type { Metrics } from "#telemetry/metrics.ts";

/** What is wrong with this process and with what it depends on, as it sees that itself. */
export type Impairments = {
  /**
   * Says how a part stands: null when it is well. To be called at every look, however little has changed. The key says
   * which one of the part is meant, where there are several.
   */
  readonly set: (part: Part, trouble: Trouble | null, key?: string) => void;
  /** The same for all of a part at once, by their keys: what is not among them is well. */
  readonly setAll: (part: Part, troubles: ReadonlyMap<string, Trouble>) => void;
  /** The worst first. */
  readonly current: () => readonly Impairment[];
  /** Who sees them: a name that no other process has. */
  readonly process: string;
};

type Telling = {
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, "impaired">;
  /** The process's own clock: the database's may be what is missing. */
  readonly now?: () => DateTime;
  readonly name?: string;
};

/** Remembers what is impaired, and says once in the log when something becomes so and when it is over. */
export function createImpairments(telling: Telling): Impairments {
  const { now = () => DateTime.utc(), name: own = `${hostname()}/${process.pid}` } = telling;
  const known = new Map<string, Impairment>();

  function set(part: Part, trouble: Trouble | null, key = ""): void {
    const name = nameOf({ part, key });
    const before = known.get(name);
    if (trouble === null) {
      if (before === undefined) return;
      known.delete(name);
      tellEnd(telling, before);
    } else {
      const after = { ...trouble, part, key, since: before?.since ?? now() };
      known.set(name, after);
      if (before?.severity !== after.severity) tellBegin(telling, after);
    }
    measure(telling, part, [...known.values()]);
  }
  function setAll(part: Part, troubles: ReadonlyMap<string, Trouble>): void {
    const before = [...known.values()].filter((one) => one.part === part).map(({ key }) => key);
    for (const key of before) if (!troubles.has(key)) set(part, null, key);
    for (const [key, trouble] of troubles) set(part, trouble, key);
  }
  for (const part of PARTS) measure(telling, part, []);
  return { set, setAll, current: () => [...known.values()].toSorted(byUrgency), process: own };
}

function tellBegin({ logger }: Telling, impairment: Impairment): void {
  const { part, key, words, consequence, fix } = impairment;
  const fields = { part, key, words, consequence, fix };
  if (isRisky(impairment)) logger.error(fields, "impaired: pages are at risk");
  else logger.warn(fields, "impaired");
}

function tellEnd({ logger }: Telling, { part, key, words, since }: Impairment): void {
  logger.info({ part, key, words, since: since.toISO() }, "no longer impaired");
}

const RISKS: readonly Risk[] = ["pages-at-risk", "degraded"];

function measure({ metrics }: Telling, part: Part, all: readonly Impairment[]): void {
  for (const risk of RISKS) {
    const count = all.filter((one) => one.part === part && one.severity === risk).length;
    metrics.impaired.set({ part, risk }, count);
  }
}
