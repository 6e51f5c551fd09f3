import { fileURLToPath } from "node:url";
import { type Sandbox, type SandboxOptions, startSandbox } from "./sandbox.ts";
import { SIGNING_SECRET } from "./tokens.ts";

const { env } = process;

try {
  const sandbox = await startSandbox(optionsFrom(env));
  process.once("SIGINT", () => void sandbox.close());
  process.once("SIGTERM", () => void sandbox.close());
  greet(sandbox);
  void showPage(sandbox);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function optionsFrom(given: NodeJS.ProcessEnv): SandboxOptions {
  const requestUrl = given["SANDBOX_REQUEST_URL"];
  const signingSecret = given["SLACK_SIGNING_SECRET"] ?? SIGNING_SECRET;
  return {
    port: Number(given["SANDBOX_PORT"] ?? 8081),
    host: given["HOST"] ?? "127.0.0.1",
    manifest: given["SANDBOX_MANIFEST"] ?? besides("../manifest.yml"),
    workspace: given["SANDBOX_WORKSPACE"] ?? besides("workspace.yaml"),
    rateLimits: Number(given["SANDBOX_RATE_LIMITS"] ?? 0),
    triggerSeconds: given["SANDBOX_TRIGGERS"] === "relaxed" ? "relaxed" : 3,
    ...(requestUrl === undefined ? {} : { http: { requestUrl, signingSecret } }),
  };
}

function greet({ url, apiUrl, botToken, appToken, signingSecret }: Sandbox): void {
  console.log(`A sandbox workspace (not Slack) is at ${url}`);
  console.log(`What is in it: ${url}/_control/state`);
  console.log("For an app:");
  console.log(`  SLACK_API_URL=${apiUrl}`);
  console.log(`  SLACK_BOT_TOKEN=${botToken}`);
  console.log(`  SLACK_APP_TOKEN=${appToken}`);
  console.log(`  SLACK_SIGNING_SECRET=${signingSecret}`);
}

async function showPage(sandbox: Sandbox): Promise<void> {
  try {
    await sandbox.page();
    console.log(`Its page is built: open ${sandbox.url} in a browser.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
}

function besides(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
