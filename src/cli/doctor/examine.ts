import { DateTime } from "luxon";
import { count } from "#app/cli/count.ts";
import { templateFindings } from "#app/cli/template-findings.ts";
import { readEnvironment, readSettings } from "#config/environment.ts";
import { type Loaded, loadConfiguration } from "#config/load.ts";
import { formatFinding, listFindings } from "#config/print-findings.ts";
import { examineClock } from "./examine-clock.ts";
import { databaseLooks, openForLooking } from "./examine-database.ts";
import { examineCharts, examineTimeZones } from "./examine-machine.ts";
import { examinePrometheus } from "./examine-prometheus.ts";
import { examineSlack, examineSocket } from "./examine-slack.ts";
import { type Examined, examineAll, type Look, type Result } from "./examined.ts";

/** Looks at everything that can be looked at from here; what is missing keeps nothing else from being looked at. */
export async function examine(
  config: string,
  environment: NodeJS.ProcessEnv,
): Promise<readonly Examined[]> {
  const loaded = await loadConfiguration(config, DateTime.now());
  const access = readEnvironment(environment);
  const settings = readSettings(environment);
  const secret = settings.ok ? settings.value.secret : () => null;
  const slack = access.ok ? access.value.slack : null;
  await using opened = settings.ok ? await openForLooking(settings.value) : null;
  const problems = access.ok ? [] : access.problems.map(({ message, fix }) => `${message}: ${fix}`);
  const { database = null } = opened ?? {};
  const looks: readonly Look[] = [
    { part: "configuration", look: async () => examineConfiguration(config, loaded) },
    { part: "Slack", look: async () => (slack === null ? found(problems) : examineSlack(slack)) },
    ...(slack === null ? [] : [{ part: "socket", look: () => examineSocket(slack) }]),
    ...(opened === null ? [] : databaseLooks(opened, { loaded, secret, slack })),
    { part: "Prometheus", look: () => examinePrometheus(loaded, secret) },
    { part: "charts", look: examineCharts },
    { part: "clock", look: () => examineClock(database, slack) },
    { part: "time zones", look: async () => examineTimeZones(loaded, DateTime.utc()) },
  ];
  return (await examineAll(looks)).filter(({ findings, notes }) => {
    return findings.length + notes.length > 0;
  });
}

function found(findings: readonly string[]): Result {
  return { findings, notes: [] };
}

function examineConfiguration(config: string, loaded: Loaded): Result {
  const all = [...listFindings(config, loaded), ...templateFindings(loaded)];
  const errors = all.filter(({ level }) => level === "error");
  const warnings = all.length - errors.length;
  const hint =
    warnings === 0 ? "" : `, with ${count(warnings, "warning")}: \`muster check\` says more`;
  const notes = errors.length === 0 ? [`${config} can be used${hint}`] : [];
  return { findings: errors.map(formatFinding), notes };
}
