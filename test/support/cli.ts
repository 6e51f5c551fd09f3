import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { COMPILED } from "./compiled.ts";

const MAIN = join(import.meta.dirname, "..", "..", "src", "cli", "main.ts");

const Outcome = z.object({ code: z.number(), out: z.string(), err: z.string() });
export type Outcome = z.output<typeof Outcome>;

type Environment = Readonly<Record<string, string>>;

let loaded: ChildProcess | null = null;

/**
 * Runs the command `muster` in the folder, in a process that has it loaded: most of its time is loading. It ends with
 * ours.
 */
export async function runMuster(
  folder: string,
  args: readonly string[],
  environment: Environment = {},
): Promise<Outcome> {
  if (loaded?.connected !== true) loaded = load();
  const answer = once(loaded, "message");
  loaded.send({ main: MAIN, folder, args, environment: environmentWith(environment) });
  const [outcome] = await answer;
  return Outcome.parse(outcome);
}

/** The same as a process of its own, which must also end by itself. */
export function spawnMuster(
  folder: string,
  args: readonly string[],
  environment: Environment = {},
): Promise<Outcome> {
  const env = environmentWith(environment);
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [MAIN, ...args],
      { cwd: folder, env },
      (_, out, err) => {
        resolve({ code: child.exitCode ?? -1, out, err });
      },
    );
  });
}

function load(): ChildProcess {
  const script = fileURLToPath(import.meta.resolve("#test/support/cli-process.ts"));
  const child = fork(script, { env: environmentWith({}), execArgv: [] });
  child.unref();
  child.channel?.unref();
  return child;
}

function environmentWith(more: Environment): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", ...COMPILED, ...more };
}
