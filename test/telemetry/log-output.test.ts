import { type ChildProcess, fork, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { type FullPipe, openFullPipe } from "#test/support/full-pipe.ts";

const PROGRAM = fileURLToPath(import.meta.resolve("#test/support/logging-process.ts"));
const HALF_A_MEBIBYTE = 512 * 1024;
const LARGE = "x".repeat(HALF_A_MEBIBYTE - 1);
const MANY = Array.from({ length: 2000 }, (_, index) => `line ${index}`);

type Order = {
  readonly lines: readonly string[];
  readonly end?: "at once" | "once settled" | "not yet";
};

/** In a process of its own, since one that waits for its reader could not even say so. */
function startLogging(stdout: number | "pipe"): ChildProcess {
  const stdio: StdioOptions = ["ignore", stdout, "inherit", "ipc"];
  const program = fork(PROGRAM, { stdio });
  onTestFinished(() => void program.kill("SIGKILL"));
  return program;
}

function tell(program: ChildProcess, { lines, end = "not yet" }: Order): void {
  program.send({ lines, end });
}

async function untilRead(pipe: FullPipe, last: string): Promise<string> {
  let read = "";
  await expect
    .poll(() => (read += pipe.read()), { timeout: 30_000, interval: 20 })
    .toMatch(new RegExp(`${last}\n$`));
  return read.replace(/^-+/, "").replaceAll(LARGE, "large");
}

it.each(["patient", "impatient"] as const)(
  "does not wait for who reads: keeps a mebibyte, and tells how much more was lost (%s writer)",
  async (writer) => {
    const pipe = openFullPipe();
    const program = startLogging(pipe[writer]);
    tell(program, { lines: ["first"] });
    await once(program, "message");
    tell(program, { lines: [LARGE, LARGE, "too much", "too much"] });
    await once(program, "message");

    expect(await untilRead(pipe, "lost")).toBe("first\nlarge\nlarge\n2 lost\n");
    tell(program, { lines: ["and on"] });
    expect(await untilRead(pipe, "and on")).toBe("and on\n");
  },
);

it("has written every line when the program ends at once", async () => {
  const program = startLogging("pipe");
  tell(program, { lines: MANY, end: "at once" });

  const ended = once(program, "exit");
  const written = program.stdout && (await text(program.stdout));
  expect(written?.trimEnd().split("\n").toSorted()).toEqual(MANY.toSorted());
  expect(await ended).toEqual([3, null]);
});

it("lets the program end although nobody reads", async () => {
  const program = startLogging(openFullPipe().patient);
  tell(program, { lines: ["first", "second"], end: "once settled" });

  // By its own hand: the system would wait for the writing to end.
  expect(await once(program, "exit")).toEqual([null, "SIGKILL"]);
});

it("goes on when its reader is gone", async () => {
  const program = startLogging("pipe");
  program.stdout?.destroy();
  tell(program, { lines: ["first"] });
  await once(program, "message");
  tell(program, { lines: ["second"], end: "once settled" });

  expect(await once(program, "exit")).toEqual([3, null]);
});
