import { Duration, type DateTime } from "luxon";
import type { Trouble } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import type { HookRefusal } from "#intake/hook-routes.ts";

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

export type SenderWatch = {
  readonly refused: (refusal: HookRefusal) => void;
  readonly accepted: (source: string) => void;
};

/** Tells of senders whose alerts nobody hears of because of how they send them. */
export function watchSenders(
  { impairments, logger }: Pick<Engine, "impairments" | "logger">,
  now: () => DateTime,
): SenderWatch {
  const refusedAt = new Map<string, DateTime>();
  return {
    refused: (refusal) => {
      logger.error(refusal, "a sender needs putting right");
      const { source, reason } = refusal;
      const fault = FAULTS[reason];
      if (fault === undefined) return;
      refusedAt.set(source, now());
      impairments.set("sender", troubleOf(source, fault), source);
    },
    accepted: (source) => {
      const last = refusedAt.get(source);
      if (last === undefined || now() < last.plus(SURE_AFTER)) return;
      refusedAt.delete(source);
      impairments.set("sender", null, source);
    },
  };
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
