import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { type SenderWatch, watchSenders } from "#app/watch-senders.ts";
import { createImpairments, type Impairments } from "#engine/impairments.ts";
import type { HookRefusal } from "#intake/hook-routes.ts";
import { createLogger } from "#telemetry/logger.ts";
import { createMetrics } from "#telemetry/metrics.ts";

describe("a sender that needs putting right", () => {
  it("tells of a sender whose body cannot be read", { tags: ["I06", "I07", "I17"] }, () => {
    expect(fixOf("unreadable")).toContain("muster quarantine");
  });

  it("tells of a sender whose body is compressed", { tags: ["I10"] }, () => {
    expect(fixOf("compressed")).toContain("uncompressed");
  });

  it("tells of a sender whose body is too large, and of max_alerts", { tags: ["I11"] }, () => {
    expect(fixOf("too_large")).toContain("max_alerts");
  });

  it("is nobody who has no valid token", () => {
    const { senders, impairments } = begin();

    senders.refused({ source: "prod", reason: "unauthorized", detail: null });

    expect(impairments.current()).toEqual([]);
  });
});

/** What the app says is to be done after such a refusal, about the sender and nothing else. */
function fixOf(reason: HookRefusal["reason"]): string {
  const { senders, impairments } = begin();
  senders.refused({ source: "prod", reason, detail: null });
  return impairments
    .current()
    .map(({ part, key, fix }) => `${part} ${key}: ${fix}`)
    .join();
}

function begin(): { readonly senders: SenderWatch; readonly impairments: Impairments } {
  const logger = createLogger({ level: "silent" });
  const impairments = createImpairments({ logger, metrics: createMetrics() });
  return { senders: watchSenders({ impairments, logger }, () => DateTime.utc()), impairments };
}
