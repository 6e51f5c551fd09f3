import { type AlertPair, alertPairs } from "#domain/objective/alert-pairs.ts";
import type { AlertWords, Objective } from "#domain/objective/objective.ts";
import { groupedBy } from "#domain/objective/query.ts";
import { eventsFactor, recorded } from "./expressions.ts";
import { badMetric, identity, ratioMetric } from "./recordings.ts";
import type { Rule } from "./rule.ts";

const SEVERITIES = ["page", "ticket"] as const;

/** The alerts of an objective: one for each severity, whichever of its pairs burns. */
export function alerts(objective: Objective): readonly Rule[] {
  const { reachable } = alertPairs(objective.target, objective.window);
  return SEVERITIES.flatMap((severity) => {
    const words = objective.alert[severity];
    const pairs = reachable.filter((pair) => pair.severity === severity);
    return words === null || pairs.length === 0
      ? []
      : [alertOf(objective, severity, { words, pairs })];
  });
}

function alertOf(
  objective: Objective,
  severity: (typeof SEVERITIES)[number],
  { words, pairs }: { readonly words: AlertWords; readonly pairs: readonly AlertPair[] },
): Rule {
  const { alert } = objective;
  return {
    alert: alert.name,
    expr: pairs.map((pair) => `(\n${burning(objective, pair)}\n)`).join("\nor\n"),
    labels: {
      severity,
      ...alert.labels,
      ...words.labels,
      ...identity(objective),
      sloth_severity: severity,
    },
    annotations: {
      ...usualAnnotations(objective, severity),
      ...alert.annotations,
      ...words.annotations,
    },
  };
}

/** Without the window's label: the alert stays the same one when the other pair takes over. */
function burning(objective: Objective, { short, long, threshold }: AlertPair): string {
  const limit = threshold.round(12).toString();
  const parts = [short, long].map((seconds) => {
    return `max without (sloth_window) (${recorded(ratioMetric(seconds), objective)} > ${limit})`;
  });
  return [...parts, ...enough(objective, long)].join("\nand\n");
}

/** A single failure among few requests pages nobody. */
function enough(objective: Objective, long: number): readonly string[] {
  const { indicator, minimumBad } = objective;
  if (indicator.kind === "ratio" || minimumBad <= 1) return [];
  if (eventsFactor(indicator.bad, long) === null) return [];
  const counted = recorded(badMetric(long), objective);
  return [`max without (sloth_window) (${counted} >= ${minimumBad})`];
}

/** With what is burning and what is left, so that whoever reads it needs no Prometheus. */
function usualAnnotations(
  objective: Objective,
  severity: string,
): Readonly<Record<string, string>> {
  const { name, service } = objective;
  return {
    title: `(${severity}) ${service} uses its error budget for ${name} too fast.`,
    summary: `${service} ${name}: the error budget burns too fast.`,
    burn_rate: asked("slo:current_burn_rate:ratio", objective, 'printf "%.1f"'),
    budget_remaining: asked(
      "slo:period_error_budget_remaining:ratio",
      objective,
      "humanizePercentage",
    ),
  };
}

/** Of several budgets the one that the alert is about. */
function asked(metric: string, { id, indicator }: Objective, format: string): string {
  const names = groupedBy(indicator);
  const selectors = names.map((name) => `,${name}=%q`).join("");
  const values = names.map((name) => ` $labels.${name}`).join("");
  const query = `printf "${metric}{sloth_id=\\"${id}\\"${selectors}}"${values} | query`;
  return `{{ with ${query} }}{{ . | first | value | ${format} }}{{ end }}`;
}
