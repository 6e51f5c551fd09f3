import { drawingTrouble } from "#charts/can-draw.ts";
import type { Trouble } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";

/** Says once at the start when charts cannot be drawn; words take their place, so it is no reason to stop. */
export async function checkDrawing(
  { impairments, metrics }: Pick<Engine, "impairments" | "metrics">,
  findTrouble: () => Promise<string | null> = drawingTrouble,
): Promise<void> {
  const trouble = await findTrouble();
  metrics.chartsDrawable.set(trouble === null ? 1 : 0);
  impairments.set("charts", trouble === null ? null : troubleWith(trouble));
}

function troubleWith(fix: string): Trouble {
  return {
    words: "Charts cannot be drawn on this machine",
    consequence: "Words take their place.",
    fix,
    severity: "degraded",
  };
}
