import { writeSync } from "node:fs";

/** What pino writes to. It has no `flushSync`: pino would wait there, for ever, for a reader who has stopped. */
export type LogOutput = {
  readonly write: (line: string) => void;
  /** For the process's exit: what is kept has a second more. */
  readonly finish: () => void;
};

/** So much is kept while the output takes nothing; later lines are lost, and counted. */
const MOST_BYTES = 1024 * 1024;
const RETRY_MS = 50;
const PATIENCE_MS = 1000;

/**
 * Writes lines in their order without ever waiting for who reads them: a collector of logs that stands still must not
 * stand in the way of a page. How many lines were lost is told once those that were kept are written. To be given
 * `process.stdout`, which Node has made such that a full pipe says so instead of waiting; a stopped terminal does not.
 */
export function createLogOutput(
  { fd }: { readonly fd: number },
  tellLost: (lines: number) => void,
): LogOutput {
  const kept: Buffer[] = [];
  let keptBytes = 0;
  let lost = 0;
  let timer: NodeJS.Timeout | null = null;

  function writeOrKeep(bytes: Buffer): void {
    const rest = restOf(fd, bytes);
    if (rest.length > 0) keep(rest);
  }

  function keep(bytes: Buffer): void {
    kept.push(bytes);
    keptBytes += bytes.length;
    timer ??= setTimeout(writeLater, RETRY_MS).unref();
  }

  function writeLater(): void {
    timer = null;
    writeKept();
  }

  function writeKept(): void {
    keptBytes = 0;
    writeOrKeep(Buffer.concat(kept.splice(0)));
    if (keptBytes === 0 && lost > 0) tell();
  }

  function tell(): void {
    const lines = lost;
    lost = 0;
    tellLost(lines);
  }

  return {
    write: (text) => {
      const line = Buffer.from(text);
      if (keptBytes === 0) writeOrKeep(line);
      else if (keptBytes + line.length > MOST_BYTES) lost += 1;
      else keep(line);
    },
    finish: () => {
      const end = performance.now() + PATIENCE_MS;
      while (keptBytes > 0 && performance.now() < end) {
        pause(RETRY_MS);
        writeKept();
      }
    },
  };
}

/** Writes what the output takes at present, and answers the rest; of one that fails, as on a full disk, that is all. */
function restOf(fd: number, bytes: Buffer): Buffer {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
  } catch {
    // It is tried again.
  }
  return rest;
}

/** At its exit a process has no other way to wait. */
function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
