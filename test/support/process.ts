import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";
import { z } from "zod";
import type { Sandbox } from "#sandbox/sandbox.ts";
import { COMPILED, QUICKLY } from "./compiled.ts";
import { linesWithSecrets, secretsIn } from "./secrets-in-logs.ts";

/** The real program in a process of its own, as an operator starts it. */
export type Program = {
  readonly pid: number;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** How it ended, once it has. */
  readonly ended: Promise<Ending>;
  /** The lines that it logged so far. */
  readonly log: () => readonly LogLine[];
};

export type Ending = {
  readonly code: number | null;
  /** What it wrote for people; the log goes elsewhere. */
  readonly complaint: string;
};

const LogLine = z.looseObject({ level: z.number(), msg: z.string() });
type LogLine = z.infer<typeof LogLine>;

type Environment = Readonly<Record<string, string>>;

const MAIN = fileURLToPath(import.meta.resolve("#app/main.ts"));

type Options = {
  /** To be measured, it is started just as an operator does; else in less time. */
  readonly isMeasured?: boolean;
  /** A file descriptor to log to, instead of to the test. */
  readonly stdout?: number;
};

/** Starts it with these variables alone; it does not outlive the test. */
export function launch(environment: Environment, options: Options = {}): Program {
  const { isMeasured = false, stdout = "pipe" } = options;
  const child = spawn(process.execPath, isMeasured ? [MAIN] : [QUICKLY, MAIN], {
    env: { PORT: "0", ...(isMeasured ? {} : COMPILED), ...environment },
    stdio: ["ignore", stdout, "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const logged = collect(child.stdout);
  const complained = collect(child.stderr);
  onTestFinished(() => {
    const written = `${logged()}${complained()}`.split("\n");
    expect(linesWithSecrets(written, secretsIn(environment))).toEqual([]);
  });
  return {
    pid: child.pid ?? 0,
    signal: (signal) => void child.kill(signal),
    ended: endOf(child, complained),
    log: () => readLog(logged()),
  };
}

/** Starts it and answers once it listens; when it ends instead, that is the error. */
export async function start(
  environment: Environment,
  options: Options = {},
): Promise<Program & { readonly port: number }> {
  const program = launch(environment, options);
  const ready = await Promise.race([
    until(() => program.log().find(({ msg }) => msg === "ready")),
    program.ended.then((how): never => {
      throw new Error(`It ended: ${JSON.stringify(how)}`);
    }),
  ]);
  return { ...program, port: z.number().parse(ready["port"]) };
}

/** What it needs to reach this workspace. */
export function slackVariables(sandbox: Sandbox): Environment {
  return {
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    SLACK_API_URL: sandbox.apiUrl,
  };
}

/** Writes a muster.yaml into a folder of its own, in which the program may also keep its data. */
export async function writeConfiguration(content: string): Promise<Environment> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-process-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, "muster.yaml");
  await writeFile(file, content);
  return { MUSTER_CONFIG: file, MUSTER_DATA_DIR: path.join(folder, "data") };
}

/** A port that is free at present, for a program that must come back to the same one. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return z.object({ port: z.number() }).parse(address).port;
}

/** Looks again and again until there is something to see. */
export async function until<Value>(look: () => Value | undefined): Promise<Value> {
  const seen: Value[] = [];
  await expect
    .poll(() => seen.push(...[look()].filter((value) => value !== undefined)), {
      timeout: 240_000,
      interval: 50,
    })
    .toBeGreaterThan(0);
  const [first] = seen;
  if (first === undefined) throw new Error("There is nothing to see.");
  return first;
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = "";
  stream?.setEncoding("utf8");
  stream?.on("data", (chunk: string) => (text += chunk));
  return () => text;
}

async function endOf(child: ChildProcess, complained: () => string): Promise<Ending> {
  await once(child, "close");
  return { code: child.exitCode, complaint: complained() };
}

/** The last line may still be on its way. */
function readLog(text: string): readonly LogLine[] {
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => LogLine.parse(JSON.parse(line)));
}
