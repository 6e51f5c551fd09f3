import type { Configuration } from "#domain/configuration/configuration.ts";
import { type Problem, warningAt } from "#domain/configuration/finding.ts";

/** What may be configured, and is dangerous. */
export function checkPrometheus({ prometheus }: Configuration): readonly Problem[] {
  if (prometheus?.tls?.skipVerify !== true) return [];
  const message = "whoever answers at that address gets our credentials and is believed";
  const fix = "give the certificate of who signed the server's as ca instead";
  return [warningAt(["prometheus", "tls", "skipVerify"], message, fix)];
}
