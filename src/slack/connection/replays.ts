import type { App } from "@slack/bolt";
import type { Logger } from "#telemetry/logger.ts";

/** A request is good from five minutes before its time to five minutes after it. */
const GOOD_FOR_MS = 10 * 60_000;

/** Takes each signed request once: whoever got hold of one cannot have it done again. Slack signs anew what it repeats. */
export function refuseReplays(app: App, logger: Logger): void {
  const cameBefore = createReplays(Date.now);
  app.use(async ({ context, next, ...args }) => {
    const { requestSignature: signature } = context;
    if (typeof signature !== "string" || !cameBefore(signature)) return await next();
    logger.warn("a request that came before was not done again");
    if ("ack" in args && typeof args.ack === "function") await args.ack();
  });
}

/** Whether the same was asked about before, for as long as it matters. */
export function createReplays(now: () => number): (signature: string) => boolean {
  const seen = new Map<string, number>();
  return function cameBefore(signature) {
    const at = now();
    for (const [former, since] of seen) {
      if (at - since <= GOOD_FOR_MS) break;
      seen.delete(former);
    }
    if (seen.has(signature)) return true;
    seen.set(signature, at);
    return false;
  };
}

/** The part that Bolt checks: what else stands in the header could be changed by anybody. */
export function signatureIn(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" ? header.split("=")[1] : undefined;
}
