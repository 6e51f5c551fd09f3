import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { z } from "zod";

const Address = z.object({ port: z.number() });

/** Starts the bare server in a process of its own; answers its address. */
export async function startBareServer(databaseUrl: string, table: string): Promise<string> {
  const program = fileURLToPath(new URL("bare-server.ts", import.meta.url));
  const child = spawn(process.execPath, [program, databaseUrl, table], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = await once(child.stdout.setEncoding("utf8"), "data");
  return `http://127.0.0.1:${Address.parse(JSON.parse(String(line))).port}/`;
}
