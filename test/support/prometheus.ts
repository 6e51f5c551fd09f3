import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

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

/** A real Prometheus on loopback with these rules, which scrapes nothing. */
export async function startPrometheus(rules: string, port: number): Promise<RunningPrometheus> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-prometheus-"));
  await writeFile(path.join(folder, "rules.yml"), rules);
  const config = { global: { evaluation_interval: "1s" }, rule_files: ["rules.yml"] };
  await writeFile(path.join(folder, "prometheus.yml"), JSON.stringify(config));
  const program = spawn(
    PROGRAM,
    [
      "--config.file=prometheus.yml",
      "--storage.tsdb.path=data",
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

async function ready(program: ChildProcess): Promise<void> {
  const said: string[] = [];
  if (program.stderr === null) throw new Error(`${PROGRAM} has no output`);
  for await (const line of createInterface({ input: program.stderr })) {
    said.push(line);
    if (line.includes("Server is ready to receive web requests")) return;
  }
  throw new Error(`${PROGRAM} did not start:\n${said.join("\n")}`);
}
