import type { Configuration } from "#domain/configuration/configuration.ts";
import { type Problem, unknownName, warningAt } from "#domain/configuration/finding.ts";
import { ownObjective } from "#domain/configuration/objectives-configuration.ts";
import { alertPairs } from "#domain/objective/alert-pairs.ts";
import { budgetMinutes } from "#domain/objective/budget.ts";
import { prometheusDuration } from "#domain/objective/prometheus-duration.ts";
import { renamedBuckets } from "#domain/objective/query.ts";

/** Gone within a minute, a budget is used up before anything can be measured. */
const LEAST_MINUTES = 1;
const BOTH_NAMES = 'match both names, such as le=~"1(\\\\.0)?"';

/** What objectives promise that no alert could defend, and services that there are not. */
export function checkSlos({ slos, services }: Configuration): readonly Problem[] {
  return [...slos.values()].flatMap((slo) => {
    const path = ["slos", slo.id];
    const { target, window } = ownObjective(slo);
    const unknown = services.has(slo.service)
      ? []
      : [unknownName([...path, "service"], slo.service, "services", services.keys())];
    const { unreachable } = alertPairs(target, window);
    const loose = unreachable.map(({ short, long }) => {
      const windows = `${prometheusDuration(short)} and ${prometheusDuration(long)}`;
      const message = `even an outage does not set off the alert over ${windows}`;
      return warningAt([...path, "objective"], message, "that alert is left out of the rules");
    });
    const buckets = renamedBuckets(ownObjective(slo)).map((bucket) => {
      const message = `Prometheus 3 calls ${bucket} otherwise, and finds nothing`;
      return warningAt([...path, "sli"], message, BOTH_NAMES);
    });
    const known = [...unknown, ...loose, ...buckets];
    const minutes = budgetMinutes(target, window);
    if (minutes.gte(LEAST_MINUTES)) return known;
    const message = `an outage uses up the whole budget within ${minutes.times(60).round(0).toString()} seconds`;
    const fix = "no alert comes in time: promise less, or keep it by other means than being paged";
    return [...known, warningAt([...path, "objective"], message, fix)];
  });
}
