import { once } from "node:events";
import { createServer } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { BODY, startHookServer, TOKEN } from "#test/support/hook-server.ts";

/** A proxy that sends everybody on, as many do from http to https. */
async function startRedirect(to: string, status: number): Promise<string> {
  const proxy = createServer(({ url = "" }, response) => {
    response.writeHead(status, { Location: `${to}${url}` }).end();
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  onTestFinished(() => void proxy.close());
  const { port } = z.object({ port: z.number() }).parse(proxy.address());
  return `http://127.0.0.1:${port}`;
}

it.each([301, 302, 303])(
  "answers 405 to a webhook that a proxy turned into a GET by %i, so that the sender does not take it for delivered",
  { tags: ["F45"] },
  async (status) => {
    const server = await startHookServer();
    const proxy = await startRedirect(server.url, status);

    const answer = await fetch(`${proxy}/hooks/prod`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}` },
      body: BODY,
    });

    expect(answer.redirected).toBe(true);
    expect(answer.status).toBe(405);
    expect(server.accepted).toEqual([]);
  },
);
