import { App, SocketModeReceiver } from "@slack/bolt";
import type { Sandbox } from "#sandbox/sandbox.ts";
import { silence } from "#test/sandbox/workbench.ts";

/** Starts a real Bolt app in Socket Mode that does what a test wants. */
export async function startApp(sandbox: Sandbox, register: (app: App) => void): Promise<App> {
  const receiver = new SocketModeReceiver({
    appToken: sandbox.appToken,
    logger: silence(),
    installerOptions: { clientOptions: { slackApiUrl: sandbox.apiUrl } },
  });
  const app = new App({
    token: sandbox.botToken,
    receiver,
    clientOptions: { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } },
    deferInitialization: true,
    logger: silence(),
  });
  register(app);
  await app.init();
  await app.start();
  return app;
}
