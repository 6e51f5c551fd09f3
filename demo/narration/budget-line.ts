import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const Slos = z.looseObject({
  slos: z.array(
    z.looseObject({
      id: z.string(),
      burn: z.number().nullable(),
      remaining: z.number().nullable(),
    }),
  ),
});

const LOOK_EVERY_MS = 500;

type Patience = { readonly withinMs: number; readonly signal: AbortSignal };

/** How the error budget stands that burns, once Muster has read it; null when none does for too long. */
export async function budgetLine(
  botUrl: string,
  { withinMs, signal }: Patience,
): Promise<string | null> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    const { slos } = Slos.parse(await (await fetch(`${botUrl}/slos`)).json());
    const found = slos.find(({ burn }) => (burn ?? 0) > 1);
    if (found !== undefined) {
      const left = ((found.remaining ?? 0) * 100).toFixed(1);
      return `${found.id} burns ${found.burn?.toFixed(0)} times as fast as it may; ${left} % of its error budget is left.`;
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
  return null;
}
