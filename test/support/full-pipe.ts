import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** A pipe into which nothing more fits, as that of a collector of logs which stands still. */
export type FullPipe = {
  /** For a program to write to. */
  readonly input: number;
  /** What can be read at present; afterwards there is room again. */
  readonly read: () => string;
};

const PIECE = Buffer.alloc(4096, "-");

export function openFullPipe(): FullPipe {
  const folder = mkdtempSync(path.join(tmpdir(), "muster-pipe-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const name = path.join(folder, "pipe");
  execFileSync("mkfifo", [name]);
  // Open at both ends, so that neither waits for the other.
  const output = openSync(name, constants.O_RDWR | constants.O_NONBLOCK);
  onTestFinished(() => closeSync(output));
  while (isTaken(output));
  const input = openSync(name, "r+");
  onTestFinished(() => closeSync(input));
  return { input, read: () => readAll(output) };
}

function isTaken(output: number): boolean {
  try {
    return writeSync(output, PIECE) > 0;
  } catch (error) {
    if (isFullOrEmpty(error)) return false;
    throw error;
  }
}

function readAll(output: number): string {
  const piece = Buffer.alloc(65_536);
  try {
    const text = piece.toString("utf8", 0, readSync(output, piece));
    return text + readAll(output);
  } catch (error) {
    if (isFullOrEmpty(error)) return "";
    throw error;
  }
}

function isFullOrEmpty(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EAGAIN";
}
