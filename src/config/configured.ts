import { type DateTime, Duration } from "luxon";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Finding } from "#domain/configuration/finding.ts";
import type { Template } from "#domain/configuration/postmortem-template.ts";
import type { Objective } from "#domain/objective/objective.ts";
import type { Runbook } from "#domain/runbook.ts";
import type { Logger } from "#telemetry/logger.ts";
import { type Loaded, loadConfiguration, runbookFolder } from "./load.ts";
import { watchFiles } from "./watch.ts";

/** Why the file as it stands now is not in use. */
type ConfigurationProblem = {
  readonly at: DateTime;
  readonly findings: readonly Finding[];
};

/** The configuration in use, which follows the file while the program runs. */
export type Configured = {
  readonly current: () => Configuration;
  readonly runbooks: () => readonly Runbook[];
  /** Those of the file and of the files that it names. */
  readonly objectives: () => readonly Objective[];
  /** The users' own for postmortems. */
  readonly templates: () => readonly Template[];
  /** The file's text as it is in use. */
  readonly text: () => string;
  /** What keeps the file from being used; null while the file is what is in use. */
  readonly problem: () => ConfigurationProblem | null;
  /** Counts the configurations used so far, from 1. */
  readonly version: () => number;
  /** Reads the file again; false when it is refused and the one in use stays. */
  readonly reload: () => Promise<boolean>;
  readonly close: () => Promise<void>;
};

export type ConfiguredOptions = {
  readonly path: string;
  readonly log: Logger;
  readonly now: () => DateTime;
  /** Told of every attempt, for the metric and for whoever shows the configuration. */
  readonly onReload?: (applied: boolean) => void;
  /** How often the files are looked at. */
  readonly every?: Duration;
};

export type Opened =
  | { readonly ok: true; readonly configured: Configured }
  | { readonly ok: false; readonly findings: readonly Finding[] };

type Usable = Extract<Loaded, { readonly ok: true }>;
type Holder = Omit<Configured, "close">;

const EVERY = Duration.fromObject({ seconds: 1 });

/** Reads the configuration, which must be good at the start, and follows it from then on. */
export async function openConfiguration(options: ConfiguredOptions): Promise<Opened> {
  const { path, every = EVERY } = options;
  let holder: Holder | null = null;
  const close = await watchFiles({
    paths: () => [path, runbookFolder(path), ...templateFiles(holder)],
    every,
    onChange: async () => holder?.reload(),
  });
  const loaded = await loadConfiguration(path);
  if (loaded.ok) {
    holder = hold(loaded, options);
    return { ok: true, configured: { ...holder, close } };
  }
  await close();
  return { ok: false, findings: loaded.findings };
}

function templateFiles(holder: Holder | null): readonly string[] {
  return holder?.templates().flatMap(({ file }) => file ?? []) ?? [];
}

function hold(first: Usable, options: ConfiguredOptions): Holder {
  let used = first;
  let version = 1;
  let problem: ConfigurationProblem | null = null;
  let last: Promise<unknown> = Promise.resolve();
  tellAside(first, options.log);

  async function attempt(): Promise<boolean> {
    const loaded = await loadConfiguration(options.path);
    if (loaded.ok) {
      [used, version, problem] = [loaded, version + 1, null];
      options.log.info({ version }, "configuration loaded");
      tellAside(loaded, options.log);
    } else {
      problem = { at: options.now(), findings: loaded.findings };
      options.log.error({ version, findings: loaded.findings }, "configuration refused");
    }
    options.onReload?.(loaded.ok);
    return loaded.ok;
  }

  /** One attempt after another: a signal may come while a change is being read. */
  function reload(): Promise<boolean> {
    const mine = last.then(attempt);
    last = mine.catch(() => undefined);
    return mine;
  }

  return {
    current: () => used.configuration,
    runbooks: () => used.runbooks.runbooks,
    objectives: () => used.objectives.objectives,
    templates: () => used.templates.templates,
    text: () => used.text,
    problem: () => problem,
    version: () => version,
    reload,
  };
}

/** What can be used and is still worth putting right. */
function tellAside({ warnings, runbooks, objectives, templates }: Usable, log: Logger): void {
  for (const { path, line, message, fix } of warnings) {
    // Not the finding itself: its level would stand beside the line's own, under the same name.
    log.warn({ path, line, message, fix }, "configuration warning");
  }
  for (const problem of runbooks.problems) log.warn(problem, "runbook cannot be used");
  for (const { file, path, line, message, fix } of objectives.findings) {
    log.warn({ file, path, line, message, fix }, "objective cannot be used");
  }
  for (const { file, path, message, fix } of templates.findings) {
    log.warn({ file, path, message, fix }, "template cannot be used");
  }
}
