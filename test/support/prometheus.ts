import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const PROGRAM = "prometheus";
const MISSING = `Tests of objectives need ${PROGRAM}: install Debian's ${PROGRAM}`;

export type RunningPrometheus = {
  readonly url: string;
  readonly stop: () => Promise<void>;
};

/** Whether this machine has a Prometheus; where every test must run, its absence is an error. */
export function hasPrometheus(): boolean {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  if (folders.some((folder) => existsSync(path.join(folder, PROGRAM)))) return true;
  if (process.env["CI"] === "true") throw new Error(MISSING);
  process.stderr.write(`Skipped: ${MISSING}.\n`);
  return false;
}

type Options = {
  readonly port: number;
  readonly rules?: string;
  /** What it scraped before, as OpenMetrics. */
  readonly history?: string;
  /** What it scrapes each second, and to whom it sends alerts; each on loopback. */
  readonly watches?: { readonly exporter: number; readonly alertmanager: string };
};

/** A real Prometheus on loopback, which scrapes nothing unless it is told to. */
export async function startPrometheus({
  port,
  rules = "groups: []",
  history,
  watches,
}: Options): Promise<RunningPrometheus> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-prometheus-"));
  await writeFile(path.join(folder, "rules.yml"), rules);
  const config = {
    global: { evaluation_interval: "1s", scrape_interval: "1s", scrape_timeout: "1s" },
    rule_files: ["rules.yml"],
    ...(watches && watching(watches)),
  };
  await writeFile(path.join(folder, "prometheus.yml"), JSON.stringify(config));
  if (history !== undefined) await importHistory(folder, history);
  const program = spawn(
    PROGRAM,
    [
      "--config.file=prometheus.yml",
      "--storage.tsdb.path=data",
      "--storage.tsdb.retention.time=90d",
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
  );
  await ready(program);
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      program.kill("SIGKILL");
      await once(program, "exit");
      await rm(folder, { recursive: true });
    },
  };
}

/** Without labels of its own, so that what is scraped goes on where the history ended. */
function watching({ exporter, alertmanager }: NonNullable<Options["watches"]>): object {
  const targets = [{ targets: [`127.0.0.1:${exporter}`] }];
  const drop = [{ regex: "instance|job", action: "labeldrop" }];
  const { host } = new URL(alertmanager);
  return {
    scrape_configs: [{ job_name: "shop", static_configs: targets, metric_relabel_configs: drop }],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [host] }] }] },
  };
}

/** In blocks as large as may be: the usual ones of two hours take a hundred times as long. */
async function importHistory(folder: string, history: string): Promise<void> {
  await writeFile(path.join(folder, "history.om"), history);
  const command = ["tsdb", "create-blocks-from", "--max-block-duration=1000h", "openmetrics"];
  await promisify(execFile)("promtool", [...command, "history.om", "data"], { cwd: folder });
}

async function ready(program: ChildProcess): Promise<void> {
  const said: string[] = [];
  if (program.stderr === null) throw new Error(`${PROGRAM} has no output`);
  for await (const line of createInterface({ input: program.stderr })) {
    said.push(line);
    if (line.includes("Server is ready to receive web requests")) return;
  }
  throw new Error(`${PROGRAM} did not start:\n${said.join("\n")}`);
}
