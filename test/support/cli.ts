import { execFile } from "node:child_process";
import { join } from "node:path";
import { COMPILED } from "./compiled.ts";

const MAIN = join(import.meta.dirname, "..", "..", "src", "cli", "main.ts");

export type Outcome = { readonly code: number; readonly out: string; readonly err: string };

/** Runs the command `muster` as a process of its own in the folder. */
export function runMuster(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const env = { PATH: process.env["PATH"] ?? "", ...COMPILED, ...environment };
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
