import { onTestFinished } from "vitest";
import { type Sandbox, startSandbox } from "#sandbox/sandbox.ts";
import { WORKSPACE } from "#test/support/acme.ts";
import { WEBHOOK_TOKEN } from "#test/support/alerts.ts";
import { type Program, slackVariables, start, writeConfiguration } from "#test/support/process.ts";
import { startTap, type Tap } from "./tap.ts";

/** Muster as an operator starts it, in a process of its own, with a workspace. */
export type MusterProcess = Program & {
  readonly url: string;
  /** Where Alertmanager sends to. */
  readonly hook: string;
  readonly sandbox: Sandbox;
  /** What reached the workspace, and when. */
  readonly slack: Tap;
};

export const HOOK_HEADERS = {
  authorization: `Bearer ${WEBHOOK_TOKEN}`,
  "content-type": "application/json",
};

type Options = {
  /** On the embedded database when left out. */
  readonly databaseUrl?: string;
  /** Of muster.yaml. */
  readonly configuration: object;
  /** 1 is Slack's own limits, 0 none. */
  readonly rateLimits?: number;
  /** False where answers to commands are to arrive: for these Muster takes nobody's address but that of the API. */
  readonly isTapped?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
};

export async function startMusterProcess(options: Options): Promise<MusterProcess> {
  const { databaseUrl, configuration, rateLimits = 0, isTapped = true, environment = {} } = options;
  const sandbox = await startSandbox({ manifest: "manifest.yml", seed: WORKSPACE, rateLimits });
  onTestFinished(sandbox.close);
  const slack = await startTap(sandbox.apiUrl);
  const variables = {
    ...(await writeConfiguration(JSON.stringify(configuration))),
    ...slackVariables(sandbox),
    ...(isTapped && { SLACK_API_URL: slack.apiUrl }),
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    MUSTER_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
    ...environment,
  };
  const program = await start(variables, { isMeasured: true });
  const url = `http://127.0.0.1:${program.port}`;
  return { ...program, url, hook: `${url}/hooks/prod`, sandbox, slack };
}
