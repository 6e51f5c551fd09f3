import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { Pool } from "undici";
import { onTestFinished } from "vitest";
import { z } from "zod";

/** A call as it reached the workspace. */
export type Call = {
  /** As performance.now() has it. */
  readonly at: number;
  readonly method: string;
  readonly body: string;
  /** Whether Slack's limits let it through. */
  readonly isTaken: boolean;
};

export type Tap = {
  readonly apiUrl: string;
  /** The first call of which this is true, and that came or comes after it was asked for. */
  readonly next: (isIt: (call: Omit<Call, "isTaken">) => boolean) => Promise<number>;
  readonly calls: readonly Call[];
};

const Address = z.object({ port: z.number() });

/** Stands before a workspace, notes when which call arrived, and passes it on. */
export async function startTap(apiUrl: string): Promise<Tap> {
  const { origin } = new URL(apiUrl);
  const pool = new Pool(origin, { connections: 64 });
  const calls: Call[] = [];
  const waiting = new Set<(call: Omit<Call, "isTaken">) => void>();

  async function pass(
    request: IncomingMessage,
  ): Promise<{ status: number; headers: object; body: Buffer }> {
    const at = performance.now();
    const body = await buffer(request);
    const call = { at, method: (request.url ?? "").split("/").at(-1) ?? "", body: body.toString() };
    for (const tell of waiting) tell(call);
    const { host: _, connection: __, ...headers } = request.headers;
    const answer = await pool.request({ path: request.url ?? "/", method: "POST", headers, body });
    calls.push({ ...call, isTaken: answer.statusCode === 200 });
    const kept = Object.entries(answer.headers).filter(([name]) =>
      /^(content-type|retry-after)$/.test(name),
    );
    return {
      status: answer.statusCode,
      headers: Object.fromEntries(kept),
      body: Buffer.from(await answer.body.arrayBuffer()),
    };
  }

  const server = createServer((request, response) => {
    void pass(request).then(({ status, headers, body }) =>
      response.writeHead(status, { ...headers }).end(body),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await pool.destroy();
  });
  return {
    apiUrl: `http://127.0.0.1:${Address.parse(server.address()).port}/api/`,
    calls,
    next: (isIt) =>
      new Promise((resolve) => {
        function tell(call: Omit<Call, "isTaken">): void {
          if (!isIt(call)) return;
          waiting.delete(tell);
          resolve(call.at);
        }
        waiting.add(tell);
      }),
  };
}
