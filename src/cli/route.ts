import { type Command, InvalidArgumentError } from "commander";
import { DateTime } from "luxon";
import type { Labels } from "#domain/alert/alert.ts";
import type { Source } from "#domain/alert/source.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { configOption } from "./config-option.ts";
import { type Forecast, foresee } from "./forecast.ts";
import { loadOrReport } from "./load-or-report.ts";
import { formatForecast } from "./print-forecast.ts";

type Options = {
  readonly config: string;
  readonly source?: string;
  readonly annotation?: Labels;
  readonly json?: true;
};

const PAIR = /^([^=!~<>\s"{}]+)=(?!~)(.*)$/s;

export function addRouteCommand(program: Command): void {
  program
    .command("route")
    .description("say what would happen to an alert with these labels")
    .argument("<labels...>", "such as alertname=HighLatency severity=critical", collectPairs)
    .addOption(configOption())
    .option("--source <id>", "the source that sends it; the first one by default")
    .option(
      "--annotation <name=value>",
      "an annotation of the alert; may be repeated",
      collectPairs,
    )
    .option("--json", "for programs")
    .action(showRoute);
}

async function showRoute(labels: Labels, options: Options, command: Command): Promise<void> {
  const { config, annotation = {}, json } = options;
  const loaded = await loadOrReport(config);
  if (loaded === null) return;
  const { configuration, runbooks } = loaded;
  const source = chooseSource(configuration, options.source, command);
  const forecasts = foresee(configuration, {
    source,
    labels,
    annotations: annotation,
    runbooks: runbooks.runbooks,
    now: DateTime.now(),
  });
  console.log(json ? toJson(source, forecasts) : format(configuration, forecasts));
}

function collectPairs(text: string, before: Labels = {}): Labels {
  const [, name, value] = PAIR.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError("Write name=value.");
  }
  if (Object.hasOwn(before, name))
    throw new InvalidArgumentError(`There are two values for ${name}.`);
  return { ...before, [name]: value };
}

function chooseSource(
  { sources }: Configuration,
  wanted: string | undefined,
  command: Command,
): Source | undefined {
  if (wanted === undefined) return sources.values().next().value;
  const known = [...sources.keys()].join(", ");
  return (
    sources.get(wanted) ??
    command.error(`error: no source is called ${wanted}; there are: ${known}`)
  );
}

function toJson(source: Source | undefined, places: readonly Forecast[]): string {
  return JSON.stringify({ source: source?.id ?? null, places }, null, 2);
}

function format(configuration: Configuration, forecasts: readonly Forecast[]): string {
  return forecasts.map((forecast) => formatForecast(configuration, forecast)).join("\n\n");
}
