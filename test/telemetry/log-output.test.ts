import { type ChildProcess, fork, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { type FullPipe, openFullPipe } from "#test/support/full-pipe.ts";

const PROGRAM = fileURLToPath(import.meta.resolve("#test/support/logging-process.ts"));
const LARGE = "x".repeat(500_000);
/** More than a pipe holds. */
const MANY = Array.from({ length: 2000 }, (_, index) => `line ${index} ${"-".repeat(200)}`);

/** In a process of its own, since one that waits for its reader could not even say so. */
function startLogging(stdout: number | "pipe"): ChildProcess {
  const stdio: StdioOptions = ["ignore", stdout, "inherit", "ipc"];
  const program = fork(PROGRAM, { stdio });
  onTestFinished(() => void program.kill("SIGKILL"));
  return program;
}

async function tell(program: ChildProcess, ...lines: readonly string[]): Promise<void> {
  program.send({ lines, ends: false });
  await once(program, "message");
}

/** Answers the exit's code and signal. */
async function tellAndEnd(
  program: ChildProcess,
  ...lines: readonly string[]
): Promise<readonly unknown[]> {
  program.send({ lines, ends: true });
  return await once(program, "exit");
}

async function untilRead(pipe: FullPipe, last: string): Promise<string> {
  let read = "";
  await expect
    .poll(() => (read += pipe.read()), { timeout: 30_000, interval: 20 })
    .toMatch(new RegExp(`${last}\n$`));
  return read.replace(/^-+/, "").replaceAll(LARGE, "large");
}

it("does not wait for who reads: keeps a mebibyte, and tells how much more was lost", async () => {
  const pipe = openFullPipe();
  const program = startLogging(pipe.input);
  await tell(program, "first", LARGE, LARGE, LARGE, LARGE);

  expect(await untilRead(pipe, "lost")).toBe("first\nlarge\nlarge\n2 lost\n");
  await tell(program, "and on");
  expect(await untilRead(pipe, "and on")).toBe("and on\n");
});

it("has written every line in its order when the program ends at once", async () => {
  const program = startLogging("pipe");
  const ended = tellAndEnd(program, ...MANY);

  expect(program.stdout && (await text(program.stdout))).toBe(`${MANY.join("\n")}\n`);
  expect(await ended).toEqual([3, null]);
});

it("lets the program end although nobody reads", async () => {
  expect(await tellAndEnd(startLogging(openFullPipe().input), "first")).toEqual([3, null]);
});

it("goes on when its reader is gone", async () => {
  const program = startLogging("pipe");
  program.stdout?.destroy();
  await tell(program, "first");

  expect(await tellAndEnd(program, "second")).toEqual([3, null]);
});
