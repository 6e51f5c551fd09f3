import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { z } from "zod";
import type { Sandbox } from "#sandbox/sandbox.ts";

const Address = z.object({ port: z.number() });

/** Starts the bare server in a process of its own; answers its address. */
export async function startBareServer(databaseUrl: string, table: string): Promise<string> {
  const line = await startProgram("bare-server.ts", databaseUrl, table);
  return addressIn(line);
}

/** Starts the bare pager, which keeps webhooks in `bare_page`; answers its address. */
export async function startBarePager(
  databaseUrl: string,
  { botToken }: Sandbox,
  apiUrl: string,
): Promise<string> {
  const line = await startProgram("bare-pager.ts", databaseUrl, apiUrl, botToken);
  return addressIn(line);
}

/** Starts the bare Slack app in a process of its own; it is connected to the workspace then. */
export async function startBareApp(sandbox: Sandbox, apiUrl: string): Promise<void> {
  await startProgram("bare-app.ts", apiUrl, sandbox.botToken, sandbox.appToken);
}

function addressIn(line: string): string {
  return `http://127.0.0.1:${Address.parse(JSON.parse(line)).port}/`;
}

/** Answers what it says first, by which it is ready. */
async function startProgram(name: string, ...values: readonly string[]): Promise<string> {
  const program = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, [program, ...values], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = await once(child.stdout.setEncoding("utf8"), "data");
  return String(line);
}
