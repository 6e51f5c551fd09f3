import { fileURLToPath } from "node:url";
import { type Sandbox, startSandbox } from "./sandbox.ts";

const { SANDBOX_PORT = "8081", HOST = "127.0.0.1" } = process.env;

try {
  const sandbox = await startSandbox({
    port: Number(SANDBOX_PORT),
    host: HOST,
    manifest: process.env["SANDBOX_MANIFEST"] ?? besides("../manifest.yml"),
    workspace: process.env["SANDBOX_WORKSPACE"] ?? besides("workspace.yaml"),
    triggerSeconds: "relaxed",
  });
  greet(sandbox);
  process.once("SIGINT", () => void sandbox.close());
  process.once("SIGTERM", () => void sandbox.close());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function greet({ url, apiUrl, botToken, appToken }: Sandbox): void {
  console.log(`A sandbox workspace (not Slack) is at ${url}`);
  console.log(`SLACK_API_URL=${apiUrl}`);
  console.log(`SLACK_BOT_TOKEN=${botToken}`);
  console.log(`SLACK_APP_TOKEN=${appToken}`);
  console.log(`What is in it: ${url}/_control/state`);
}

function besides(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
