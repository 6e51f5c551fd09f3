import { z } from "zod";
import type { Objective } from "#domain/objective/objective.ts";
import type { Prometheus } from "./client/prometheus.ts";
import type { Rule } from "./rule.ts";
import { ruleGroups } from "./rules.ts";

const Loaded = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.object({
          name: z.string(),
          labels: z.record(z.string(), z.string()).default({}),
          health: z.string(),
          lastError: z.string().default(""),
        }),
      ),
    }),
  ),
});
type LoadedRule = z.output<typeof Loaded>["groups"][number]["rules"][number];

/** What keeps a server from running the rules of these objectives, one sentence each; throws a PrometheusError. */
export async function findUnloaded(
  prometheus: Prometheus,
  objectives: readonly Objective[],
): Promise<readonly string[]> {
  const { groups } = Loaded.parse(await prometheus.read("rules"));
  return ruleGroups(objectives).flatMap(({ name, rules }) => {
    const known = groups.filter((group) => group.name === name).flatMap((group) => group.rules);
    if (known.length === 0) return [`${name}: the server does not know this group`];
    return rules
      .flatMap((rule) => complaintsAbout(rule, known))
      .map((words) => `${name}: ${words}`);
  });
}

function complaintsAbout(rule: Rule, known: readonly LoadedRule[]): readonly string[] {
  const name = "record" in rule ? rule.record : rule.alert;
  const found = known.find((one) => one.name === name && isSame(one.labels, rule.labels));
  if (found === undefined) return [`${name} is missing, or has other labels`];
  return found.health === "err" ? [`${name} fails: ${found.lastError}`] : [];
}

function isSame(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(b);
  return Object.keys(a).length === names.length && names.every((name) => a[name] === b[name]);
}
