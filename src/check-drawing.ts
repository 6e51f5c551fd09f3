import { drawingTrouble } from "#charts/can-draw.ts";
import type { Engine } from "#engine/engine.ts";

/** Says once at the start when charts cannot be drawn; words take their place, so it is no reason to stop. */
export async function checkDrawing(
  { logger, metrics }: Pick<Engine, "logger" | "metrics">,
  findTrouble: () => Promise<string | null> = drawingTrouble,
): Promise<void> {
  const trouble = await findTrouble();
  metrics.chartsDrawable.set(trouble === null ? 1 : 0);
  if (trouble !== null) logger.warn({ trouble }, "charts cannot be drawn: words take their place");
}
