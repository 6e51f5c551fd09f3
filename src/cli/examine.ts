import { DateTime } from "luxon";
import { readEnvironment, readSettings } from "#config/environment.ts";
import { loadConfiguration } from "#config/load.ts";
import { formatFinding, listFindings } from "#config/print-findings.ts";
import { count } from "./count.ts";
import { examineDatabase } from "./examine-database.ts";
import { examineSlack } from "./examine-slack.ts";
import { templateFindings } from "./template-findings.ts";

/** What the doctor looked at, and what is wrong with it. */
export type Examined = {
  readonly part: "configuration" | "Slack" | "database" | "sources" | "timelines";
  /** What is wrong, and what to do. */
  readonly findings: readonly string[];
  /** What is worth knowing. */
  readonly notes: readonly string[];
};

/** Looks at everything that can be looked at from here; what is missing keeps nothing else from being looked at. */
export async function examine(
  config: string,
  environment: NodeJS.ProcessEnv,
): Promise<readonly Examined[]> {
  const loaded = await loadConfiguration(config, DateTime.now());
  const access = readEnvironment(environment);
  const slack = access.ok
    ? await examineSlack(access.value.slack)
    : { findings: access.problems.map(problemWords), notes: [] };
  const settings = readSettings(environment);
  const sources = loaded.ok ? [...loaded.configuration.sources.keys()] : [];
  const stored = settings.ok ? await examineDatabase(settings.value, sources) : [];
  return [examineConfiguration(config, loaded), { part: "Slack", ...slack }, ...stored];
}

function examineConfiguration(
  config: string,
  loaded: Awaited<ReturnType<typeof loadConfiguration>>,
): Examined {
  const all = [...listFindings(config, loaded), ...templateFindings(loaded)];
  const errors = all.filter(({ level }) => level === "error");
  const warnings = all.length - errors.length;
  const hint =
    warnings === 0 ? "" : `, with ${count(warnings, "warning")}: \`muster check\` says more`;
  const notes = errors.length === 0 ? [`${config} can be used${hint}`] : [];
  return { part: "configuration", findings: errors.map(formatFinding), notes };
}

function problemWords({
  message,
  fix,
}: {
  readonly message: string;
  readonly fix: string;
}): string {
  return `${message}: ${fix}`;
}
