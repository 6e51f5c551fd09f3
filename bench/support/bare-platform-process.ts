import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { z } from "zod";

const Ready = z.looseObject({ time: z.number() });

export type BarePlatform = {
  readonly pid: number;
  /** When it could be used, in milliseconds since 1970. */
  readonly readyAt: number;
  readonly stop: () => Promise<void>;
};

/** Starts a process that has loaded Bolt, pg and pino, has asked the database at this address or in this folder something, and listens. */
export async function startBarePlatform(place: string): Promise<BarePlatform> {
  const program = fileURLToPath(new URL("bare-platform.ts", import.meta.url));
  const child = spawn(process.execPath, [program, place], {
    env: {},
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit");
  const [line] = await once(child.stdout.setEncoding("utf8"), "data");
  return {
    pid: child.pid ?? 0,
    readyAt: Ready.parse(JSON.parse(String(line))).time,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
