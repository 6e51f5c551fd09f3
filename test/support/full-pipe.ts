import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** A pipe into which nothing more fits, as that of a collector of logs which stands still. */
export type FullPipe = {
  /** For a writer who waits until there is room. */
  readonly patient: number;
  /** For one who is told that there is none. */
  readonly impatient: number;
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
  const impatient = openSync(name, constants.O_RDWR | constants.O_NONBLOCK);
  onTestFinished(() => closeSync(impatient));
  while (isTaken(impatient));
  const patient = openSync(name, "r+");
  onTestFinished(() => closeSync(patient));
  return { patient, impatient, read: () => readAll(impatient) };
}

function isTaken(impatient: number): boolean {
  try {
    return writeSync(impatient, PIECE) > 0;
  } catch (error) {
    if (isFullOrEmpty(error)) return false;
    throw error;
  }
}

function readAll(impatient: number): string {
  const piece = Buffer.alloc(65_536);
  try {
    const text = piece.toString("utf8", 0, readSync(impatient, piece));
    return text + readAll(impatient);
  } catch (error) {
    if (isFullOrEmpty(error)) return "";
    throw error;
  }
}

function isFullOrEmpty(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EAGAIN";
}
