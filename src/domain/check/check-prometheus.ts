import type { Configuration } from "#domain/configuration/configuration.ts";
import { type Problem, warningAt } from "#domain/configuration/finding.ts";

const MEASURE = "set prometheus.url to the Prometheus that has the metrics";

/** What may be configured and is dangerous, and what is promised where nobody would notice that it is broken. */
export function checkPrometheus(configuration: Configuration): readonly Problem[] {
  const { prometheus } = configuration;
  if (prometheus === undefined) return notMeasured(configuration);
  if (prometheus.tls?.skipVerify !== true) return [];
  const message = "whoever answers at that address gets our credentials and is believed";
  const fix = "give the certificate of who signed the server's as ca instead";
  return [warningAt(["prometheus", "tls", "skipVerify"], message, fix)];
}

function notMeasured({ slos, sloFiles, budgetPolicy }: Configuration): readonly Problem[] {
  const { freeze, notify } = budgetPolicy;
  if (freeze !== undefined || notify.length > 0) {
    const message = "no error budget is measured, so nothing of this ever follows";
    return [warningAt(["budgetPolicy"], message, MEASURE)];
  }
  if (slos.size === 0 && sloFiles.length === 0) return [];
  const message = "what is left of these error budgets is never measured";
  return [warningAt([slos.size > 0 ? "slos" : "sloFiles"], message, MEASURE)];
}
