import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

const PROGRAM = "prometheus-alertmanager";
const MISSING = `Alertmanager tests need ${PROGRAM}: install Debian's ${PROGRAM}`;

/** An alert as programs push it to Alertmanager; without an end it fires for five minutes more. */
type PushedAlert = {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly startsAt?: string;
  readonly endsAt?: string;
};

export type Alertmanager = {
  readonly url: string;
  /** Of its process at present. */
  readonly pid: () => number;
  /** Pushes alerts by the API; pushed again with an end, they resolve. */
  readonly push: (...alerts: readonly PushedAlert[]) => Promise<void>;
  /** Silences every alert with these labels and answers the silence's id. */
  readonly silence: (labels: Readonly<Record<string, string>>) => Promise<string>;
  /** Somebody ends all silences there. */
  readonly endSilences: () => Promise<void>;
  /** Stops it as an operator would and starts it again on the same port and data. */
  readonly restart: () => Promise<void>;
  /** Kills it and all that it knew, silences and what it sent too, and starts it again on the same port. */
  readonly crash: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Whether this machine has an Alertmanager; where every test must run, its absence is an error. */
export function hasAlertmanager(): boolean {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  if (folders.some((folder) => existsSync(path.join(folder, PROGRAM)))) return true;
  if (process.env["CI"] === "true") throw new Error(MISSING);
  process.stderr.write(`Skipped: ${MISSING}.\n`);
  return false;
}

/** Starts a real Alertmanager with this configuration, alone and on loopback. */
export async function startAlertmanager(config: string): Promise<Alertmanager> {
  const folder = mkdtempSync(path.join(tmpdir(), "muster-alertmanager-"));
  writeFileSync(path.join(folder, "alertmanager.yml"), config);
  let running = await launch(folder, "127.0.0.1:0");
  const { address } = running;
  const url = `http://${address}`;
  return {
    url,
    pid: () => running.program.pid ?? 0,
    async push(...alerts) {
      await post(url, "alerts", alerts);
    },
    silence: (labels) => silence(url, labels),
    endSilences: () => endSilences(url),
    async restart() {
      await terminate(running.program);
      running = await launch(folder, address);
    },
    async crash() {
      await terminate(running.program, "SIGKILL");
      rmSync(path.join(folder, "data"), { recursive: true });
      running = await launch(folder, address);
    },
    async stop() {
      await terminate(running.program);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(
  folder: string,
  listenOn: string,
): Promise<{ readonly program: ChildProcess; readonly address: string }> {
  const program = spawn(
    PROGRAM,
    [
      `--config.file=${path.join(folder, "alertmanager.yml")}`,
      `--storage.path=${path.join(folder, "data")}`,
      `--web.listen-address=${listenOn}`,
      "--cluster.listen-address=",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  return { program, address: await addressIn(program) };
}

/** It logs where it listens once it does. */
async function addressIn(program: ChildProcess): Promise<string> {
  if (program.stderr === null) throw new Error(`${PROGRAM} has no log`);
  const said: string[] = [];
  const lines = createInterface({ input: program.stderr });
  for await (const line of lines) {
    said.push(line);
    const address = /msg="Listening on" address=(\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      program.stderr.resume();
      return address;
    }
  }
  throw new Error(`${PROGRAM} did not start:\n${said.join("\n")}`);
}

async function terminate(
  program: ChildProcess,
  signal: "SIGTERM" | "SIGKILL" = "SIGTERM",
): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const ended = once(program, "exit");
  program.kill(signal);
  await ended;
}

async function silence(url: string, labels: Readonly<Record<string, string>>): Promise<string> {
  const matchers = Object.entries(labels).map(([name, value]) => ({
    name,
    value,
    isRegex: false,
    isEqual: true,
  }));
  const startsAt = new Date().toISOString();
  const endsAt = new Date(Date.now() + 3_600_000).toISOString();
  const answer = await post(url, "silences", {
    matchers,
    startsAt,
    endsAt,
    createdBy: "a test",
    comment: "a test",
  });
  return /"silenceID":"([^"]+)"/.exec(answer)?.[1] ?? "";
}

async function endSilences(url: string): Promise<void> {
  const listed = await (await fetch(`${url}/api/v2/silences`)).text();
  for (const [, id] of listed.matchAll(/"id":"([^"]+)"/g)) {
    await fetch(`${url}/api/v2/silence/${id}`, { method: "DELETE" });
  }
}

async function post(url: string, what: string, body: unknown): Promise<string> {
  const response = await fetch(`${url}/api/v2/${what}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${what}: ${response.status} ${answer}`);
  return answer;
}
