import type { Configuration } from "#domain/configuration/configuration.ts";
import type { PostmortemTemplate } from "#domain/configuration/postmortems-configuration.ts";
import type { PostmortemFacts } from "./facts.ts";

type Known = Pick<Configuration, "postmortems">;
type Chosen = Pick<PostmortemFacts, "severity" | "service" | "team" | "alertLabels">;

/** The id of the first template whose rule fits, as in muster.yaml; else `default`. */
export function chooseTemplate({ postmortems }: Known, facts: Chosen): string {
  return postmortems.templates.find(({ when }) => fits(when, facts))?.id ?? "default";
}

/** Whatever a rule leaves out does not matter to it. */
function fits(
  { severities, services, teams, labels }: PostmortemTemplate["when"],
  { severity, service, team, alertLabels }: Chosen,
): boolean {
  return (
    holds(severities, severity) &&
    holds(services, service.id) &&
    holds(teams, team?.id ?? null) &&
    (labels === undefined || alertLabels.some((one) => hasAll(one, labels)))
  );
}

function holds(wanted: readonly string[] | undefined, value: string | null): boolean {
  return wanted === undefined || (value !== null && wanted.includes(value));
}

function hasAll(
  labels: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(wanted).every(([name, value]) => labels[name] === value);
}
