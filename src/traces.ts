import type { Engine } from "#engine/engine.ts";
import { exportTraces } from "#engine/trace/export-traces.ts";

/** Exports traces where that is asked for; what it takes is not even loaded elsewhere. */
export function startTraces(
  engine: Engine,
  isWanted: boolean,
): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const running = isWanted ? run(engine, stopping.signal) : Promise.resolve();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** Whatever is wrong with it, pages go out. */
async function run(engine: Engine, signal: AbortSignal): Promise<void> {
  try {
    const { createOtlpExporter } = await import("#telemetry/otlp.ts");
    await exportTraces(engine, createOtlpExporter(), signal);
  } catch (error) {
    engine.logger.error({ err: error }, "traces cannot be exported");
  }
}
