import { Duration, type DateTime } from "luxon";
import type { Trouble } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import { beats } from "#engine/timer/beats.ts";
import { type Background, inBackground } from "#engine/timer/in-background.ts";
import type { HookRefusal } from "#intake/hook-routes.ts";
import { sourceStates } from "#store/alert/sources.ts";
import { readClock } from "#store/database/clock.ts";

const LOOK_MS = 15_000;
/** So long after the last refusal a delivery that is taken shows that its sender was put right, not only one of a pair. */
const SURE_AFTER = Duration.fromObject({ minutes: 15 });

type Fault = { readonly words: string; readonly fix: string };

/** What a sender does that a human must put right; whoever has no valid token is nobody whose word we pass on. */
const FAULTS: Readonly<Partial<Record<HookRefusal["reason"], Fault>>> = {
  unreadable: { words: "sends what cannot be read", fix: "muster quarantine shows what came" },
  compressed: {
    words: "sends compressed bodies, which are not taken",
    fix: "let it, or the proxy before Muster, send them uncompressed",
  },
  too_large: {
    words: "sends more at once than is taken",
    fix: "group by more labels in Alertmanager, or set max_alerts in its webhook_configs",
  },
};

type Known = Pick<Engine, "configuration" | "database">;

export type SenderWatch = {
  readonly refused: (refusal: HookRefusal) => void;
  /** Looks who was put right, or sends nothing to us any more, whichever process hears of them now. */
  readonly look: (known: Known) => Promise<void>;
};

/** Tells of senders whose alerts nobody hears of because of how they send them. */
export function watchSenders(
  { impairments, logger }: Pick<Engine, "impairments" | "logger">,
  now: () => DateTime,
): SenderWatch {
  const refusedAt = new Map<string, DateTime>();

  function refused(refusal: HookRefusal): void {
    logger.error(refusal, "a sender needs putting right");
    const { source, reason } = refusal;
    const fault = FAULTS[reason];
    if (fault === undefined) return;
    refusedAt.set(source, now());
    impairments.set("sender", troubleOf(source, fault), source);
  }
  async function look(known: Known): Promise<void> {
    for (const [source, unheardFor] of await unheard(known, [...refusedAt.keys()])) {
      const sureAt = refusedAt.get(source)?.plus(SURE_AFTER);
      if (sureAt === undefined) continue;
      if (unheardFor !== null && now().minus(unheardFor) < sureAt) continue;
      refusedAt.delete(source);
      impairments.set("sender", null, source);
    }
  }
  return { refused, look };
}

/** Looks again and again until it is stopped; without a database all stays as it is. */
export function keepLooking(
  { look }: Pick<SenderWatch, "look">,
  engine: Known & Pick<Engine, "logger">,
): Background {
  return inBackground(async (signal) => {
    for await (const _ of beats(LOOK_MS, signal)) {
      await look(engine).catch((error: unknown) => {
        engine.logger.warn({ err: error }, "cannot look at senders");
      });
    }
  });
}

/** How long ago each was heard last, by the database's clock alone; null: nobody listens to it any more. */
async function unheard(
  { configuration, database: { kysely } }: Known,
  sources: readonly string[],
): Promise<ReadonlyMap<string, Duration | null>> {
  const unheardFor = new Map<string, Duration | null>();
  if (sources.length === 0) return unheardFor;
  const states = await sourceStates(kysely);
  const now = await readClock(kysely);
  for (const source of sources) {
    const heardAt = states.get(source)?.lastDeliveryAt ?? null;
    if (!configuration().sources.has(source)) unheardFor.set(source, null);
    else if (heardAt !== null) unheardFor.set(source, now.diff(heardAt));
  }
  return unheardFor;
}

/** Degraded only: one sender must not have the whole of Muster taken out of service. */
function troubleOf(source: string, { words, fix }: Fault): Trouble {
  return {
    words: `${source} ${words}`,
    consequence: "Nobody hears of the alerts in it",
    fix,
    severity: "degraded",
  };
}
