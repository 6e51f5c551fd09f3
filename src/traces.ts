import { setTimeout as sleep } from "node:timers/promises";
import type { Engine } from "#engine/engine.ts";
import { type Background, inBackground } from "#engine/timer/in-background.ts";
import { exportTraces } from "#engine/trace/export-traces.ts";
import type { SpanExporter } from "#telemetry/span.ts";

/** Who stops waits for no collector that hangs: the leases of pages are given back only afterwards. */
const LEAVE_MS = 1000;

/** Exports traces where that is asked for; what it takes is not even loaded elsewhere. */
export function startTraces(
  engine: Engine,
  isWanted: boolean,
  createExporter = loadExporter,
): Background {
  const exporting = inBackground(async (signal) => {
    if (isWanted) await run(engine, createExporter, signal);
  });
  return {
    stop: async () => {
      await Promise.race([exporting.stop(), sleep(LEAVE_MS, undefined, { ref: false })]);
    },
  };
}

/** Whatever is wrong with it, pages go out. */
async function run(
  engine: Engine,
  createExporter: () => Promise<SpanExporter>,
  signal: AbortSignal,
): Promise<void> {
  try {
    await exportTraces(engine, await createExporter(), signal);
  } catch (error) {
    engine.logger.error({ err: error }, "traces cannot be exported");
  }
}

async function loadExporter(): Promise<SpanExporter> {
  const { createOtlpExporter } = await import("#telemetry/otlp.ts");
  return createOtlpExporter();
}
