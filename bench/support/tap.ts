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
  /** What the workspace answered. */
  readonly answer: string;
};

/** A call of which the answer is not known yet. */
export type Arriving = Omit<Call, "isTaken" | "answer">;

export type Tap = {
  readonly apiUrl: string;
  /** The first call of which this is true, and that came or comes after it was asked for. */
  readonly next: (isIt: (call: Arriving) => boolean) => Promise<number>;
  readonly calls: readonly Call[];
};

const Address = z.object({ port: z.number() });

/** Stands before a workspace, notes when which call arrived, and passes it on; what is swallowed is never answered. */
export async function startTap(
  apiUrl: string,
  isSwallowed: (call: Arriving) => boolean = () => false,
): Promise<Tap> {
  const { origin } = new URL(apiUrl);
  const pool = new Pool(origin, { connections: 64 });
  const calls: Call[] = [];
  const waiting = new Set<(call: Arriving) => void>();

  async function pass(
    request: IncomingMessage,
  ): Promise<{ status: number; headers: object; body: Buffer } | null> {
    const at = performance.now();
    const body = await buffer(request);
    const call = { at, method: (request.url ?? "").split("/").at(-1) ?? "", body: body.toString() };
    for (const tell of waiting) tell(call);
    if (isSwallowed(call)) return null;
    const { host: _, connection: __, ...headers } = request.headers;
    const answer = await pool.request({ path: request.url ?? "/", method: "POST", headers, body });
    const said = Buffer.from(await answer.body.arrayBuffer());
    calls.push({ ...call, isTaken: answer.statusCode === 200, answer: said.toString() });
    const kept = Object.entries(answer.headers).filter(([name]) =>
      /^(content-type|retry-after|x-oauth-scopes)$/.test(name),
    );
    return {
      status: answer.statusCode,
      headers: Object.fromEntries(kept),
      body: said,
    };
  }

  const server = createServer((request, response) => {
    void pass(request).then((answer) =>
      answer === null
        ? undefined
        : response.writeHead(answer.status, { ...answer.headers }).end(answer.body),
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
        function tell(call: Arriving): void {
          if (!isIt(call)) return;
          waiting.delete(tell);
          resolve(call.at);
        }
        waiting.add(tell);
      }),
  };
}
