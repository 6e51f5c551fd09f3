import type { Server } from "node:http";
import { App, HTTPReceiver, SocketModeReceiver } from "@slack/bolt";
import { expect, onTestFinished } from "vitest";
import { type Bench, silence } from "./workbench.ts";

export type Probe = { readonly app: App; readonly start: () => Promise<void> };

/** A real Bolt app in Socket Mode; register listeners, then start it. */
export function socketApp(bench: Bench): Probe {
  const { sandbox } = bench;
  const receiver = new SocketModeReceiver({
    appToken: sandbox.appToken,
    logger: silence(),
    installerOptions: { clientOptions: { slackApiUrl: sandbox.apiUrl } },
  });
  const app = newApp(bench, receiver);
  async function start(): Promise<void> {
    await app.init();
    await app.start();
    onTestFinished(async () => {
      await app.stop();
      await expect.poll(async () => (await bench.state())["app"].connections).toBe(0);
    });
  }
  return { app, start };
}

/** A real Bolt app behind a server that listens already. */
export function httpApp(bench: Bench, server: Server): Probe {
  const receiver = new HTTPReceiver({
    signingSecret: bench.sandbox.signingSecret,
    logger: silence(),
  });
  const app = newApp(bench, receiver);
  async function start(): Promise<void> {
    await app.init();
    server.on("request", receiver.requestListener);
  }
  return { app, start };
}

function newApp({ sandbox }: Bench, receiver: SocketModeReceiver | HTTPReceiver): App {
  const app = new App({
    token: sandbox.botToken,
    receiver,
    clientOptions: { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } },
    deferInitialization: true,
    logger: silence(),
  });
  app.error(async () => {});
  return app;
}
