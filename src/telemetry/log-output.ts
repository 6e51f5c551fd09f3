import { write, writeSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";

/** What pino writes to. It has no `flushSync`: pino would wait there, for ever, for a reader who has stopped. */
export type LogOutput = {
  readonly write: (line: string) => void;
  /** Once all is written, or after a second. */
  readonly settled: () => Promise<void>;
  /**
   * For the process's exit: writes what waits, which may come before what is being written. Where nobody reads, the
   * process would not end, and is killed.
   */
  readonly finish: () => void;
};

/** So much is kept while nobody reads; later lines are lost, and counted. */
const MOST_CHARACTERS = 1024 * 1024;
const PATIENCE_MS = 1000;
/** A write that takes longer has no reader. */
const STUCK_MS = PATIENCE_MS / 2;
const RETRY_MS = 100;

const writeSome = promisify(write);

/**
 * Writes lines one after the other without ever waiting for who reads them: a collector of logs that stands still must
 * not stand in the way of a page. How many lines were lost is told once those that were kept are written.
 */
export function createLogOutput(fd: number, tellLost: (lines: number) => void): LogOutput {
  let waiting: string[] = [];
  let characters = 0;
  let lost = 0;
  let writingSince: number | null = null;
  let written = Promise.resolve();

  function take(): readonly string[] {
    const lines = waiting;
    [waiting, characters] = [[], 0];
    return lines;
  }

  async function writeWaiting(): Promise<void> {
    while (waiting.length > 0) {
      writingSince = performance.now();
      const lines = take();
      if (!(await isWritten(fd, lines))) lost += lines.length;
      else if (waiting.length === 0) tell();
    }
    writingSince = null;
  }

  function tell(): void {
    const lines = lost;
    lost = 0;
    if (lines > 0) tellLost(lines);
  }

  return {
    write: (line) => {
      if (characters + line.length > MOST_CHARACTERS) {
        lost += 1;
        return;
      }
      waiting.push(line);
      characters += line.length;
      if (writingSince === null) written = writeWaiting();
    },
    settled: () => Promise.race([written, setTimeout(PATIENCE_MS)]),
    finish: () => {
      const isStuck = writingSince !== null && performance.now() - writingSince >= STUCK_MS;
      if (isStuck) process.kill(process.pid, "SIGKILL");
      writeNow(fd, take());
    },
  };
}

/** False when the output refuses them, as one does whose reader is gone, or a file on a full disk. */
async function isWritten(fd: number, lines: readonly string[]): Promise<boolean> {
  let rest = Buffer.from(lines.join(""));
  try {
    while (rest.length > 0) {
      const { bytesWritten } = await writeSome(fd, rest).catch(untilItTakesMore);
      rest = rest.subarray(bytesWritten);
    }
    return true;
  } catch {
    return false;
  }
}

/** An output that was made not to wait, by another program that shares it, says so when it is full. */
async function untilItTakesMore(error: NodeJS.ErrnoException): Promise<{ bytesWritten: number }> {
  if (error.code !== "EAGAIN") throw error;
  await setTimeout(RETRY_MS);
  return { bytesWritten: 0 };
}

function writeNow(fd: number, lines: readonly string[]): void {
  try {
    writeSync(fd, lines.join(""));
  } catch {
    // Nobody is left to tell.
  }
}
