import { onTestFinished } from "vitest";
import { type Sandbox, startSandbox } from "#sandbox/sandbox.ts";
import { WORKSPACE } from "#test/support/acme.ts";
import { sendAlerts, WEBHOOK_TOKEN } from "#test/support/alerts.ts";
import { slackVariables, start, writeConfiguration } from "#test/support/process.ts";
import { isPageOf } from "./paging-ann.ts";
import { startTap, type Tap } from "./tap.ts";

type Setting = { readonly databaseUrl: string; readonly configuration: object };

/** Answers the milliseconds from the death of the replica that holds a page until another one's page arrives. */
export type Takeover = () => Promise<number>;

/** A replica that goes on, and for each call one more that dies while it pages; all in one workspace. */
export async function prepareTakeovers(setting: Setting): Promise<Takeover> {
  const sandbox = await startSandbox({ manifest: "manifest.yml", seed: WORKSPACE });
  onTestFinished(sandbox.close);
  const survivor = await startTap(sandbox.apiUrl);
  await startReplica(setting, sandbox, survivor);
  let count = 0;

  /** Sends alerts until it is the one to page; answers the alert's name. */
  async function untilHeld(hook: string, tap: Tap): Promise<string> {
    for (;;) {
      count += 1;
      const alertname = `Held${count}x`;
      const first = Promise.race([
        tap.next(isPageOf(alertname)).then(() => true),
        survivor.next(isPageOf(alertname)).then(() => false),
      ]);
      await sendAlerts(hook, [{ alertname }]);
      if (await first) return alertname;
    }
  }

  return async () => {
    const tap = await startTap(sandbox.apiUrl, isPageOf("Held"));
    const holder = await startReplica(setting, sandbox, tap);
    const alertname = await untilHeld(`http://127.0.0.1:${holder.port}/hooks/prod`, tap);
    holder.signal("SIGKILL");
    const died = performance.now();
    return (await survivor.next(isPageOf(alertname))) - died;
  };
}

async function startReplica(
  { databaseUrl, configuration }: Setting,
  sandbox: Sandbox,
  { apiUrl }: Tap,
): ReturnType<typeof start> {
  return await start(
    {
      ...(await writeConfiguration(JSON.stringify(configuration))),
      ...slackVariables(sandbox),
      SLACK_API_URL: apiUrl,
      DATABASE_URL: databaseUrl,
      MUSTER_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
    },
    { isMeasured: true },
  );
}
