import { stringify } from "yaml";
import type { Objective } from "#domain/objective/objective.ts";
import { alerts } from "./alerts.ts";
import { recordings } from "./recordings.ts";
import type { RuleGroup } from "./rule.ts";

/** One group for each objective: what is recorded comes before the alerts that read it, so that none lags behind. */
export function ruleGroups(objectives: readonly Objective[]): readonly RuleGroup[] {
  return objectives.map((objective) => ({
    name: `muster-slo-${objective.id}`,
    rules: [...recordings(objective), ...alerts(objective)],
  }));
}

/** A file of rules as Prometheus loads it. */
export function rulesFile(objectives: readonly Objective[]): string {
  const head = "# Written by `muster rules`: change the objectives, not this file.\n";
  return head + stringify({ groups: ruleGroups(objectives) }, { lineWidth: 0 });
}
