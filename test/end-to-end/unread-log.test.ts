import { expect, it, onTestFinished } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import { CONFIGURATION, WORKSPACE } from "#test/support/acme.ts";
import { sendAlerts, WEBHOOK_TOKEN } from "#test/support/alerts.ts";
import { eventually } from "#test/support/eventually.ts";
import { openFullPipe } from "#test/support/full-pipe.ts";
import { freePort, launch, slackVariables, writeConfiguration } from "#test/support/process.ts";
import { slackOf } from "#test/support/slack.ts";

/** It starts a program, with a database of its own. */
const SLOW = { timeout: 120_000 };

it("takes alerts, pages and ends while whoever collects its log stands still", SLOW, async () => {
  const log = openFullPipe();
  const sandbox = await startSandbox({ manifest: "manifest.yml", seed: WORKSPACE });
  onTestFinished(sandbox.close);
  const slack = slackOf(sandbox.url, sandbox.botToken);
  const port = await freePort();
  const environment = {
    ...(await writeConfiguration(JSON.stringify(CONFIGURATION))),
    ...slackVariables(sandbox),
    MUSTER_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
    PORT: String(port),
  };

  const program = launch(environment, { stdout: log.input });
  const hook = `http://127.0.0.1:${port}/hooks/prod`;
  await eventually(async () =>
    expect(await sendAlerts(hook, [{ alertname: "HighErrorRate" }]).catch(String)).toBe(200),
  );
  await eventually(async () => expect(await slack.directMessages("U00000ANN")).not.toEqual([]));
  program.signal("SIGTERM");

  expect(await program.ended).toEqual({ code: 0, complaint: "" });
});
