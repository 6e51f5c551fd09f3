import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { type Answer, type Bench, clientFor } from "./workbench.ts";

export type RawApp = {
  /** Everything the sandbox sent over this connection. */
  readonly received: readonly Answer[];
  readonly socket: WebSocket;
  readonly next: (type: string) => Promise<Answer>;
  readonly close: () => void;
};

/** Answers an envelope; undefined stays silent. */
type Reply = (envelope: Answer) => object | undefined;

/** A hand-made Socket Mode client, to see the protocol itself. */
export async function rawApp(bench: Bench, reply: Reply = () => ({})): Promise<RawApp> {
  const socket = new WebSocket(await connectionUrl(bench));
  const received: Answer[] = [];
  const waiting: { readonly type: string; readonly resolve: (message: Answer) => void }[] = [];
  socket.on("message", (data: Buffer) => {
    const message = JSON.parse(data.toString()) as Answer;
    received.push(message);
    for (const waiter of waiting) if (waiter.type === message["type"]) waiter.resolve(message);
    const payload = message["envelope_id"] === undefined ? undefined : reply(message);
    if (payload === undefined) return;
    socket.send(JSON.stringify({ envelope_id: message["envelope_id"], payload }));
  });
  async function next(type: string): Promise<Answer> {
    const already = received.find((message) => message["type"] === type);
    return already ?? new Promise((resolve) => waiting.push({ type, resolve }));
  }
  onTestFinished(() => socket.terminate());
  await Promise.race([next("hello"), next("disconnect")]);
  return { received, socket, next, close: () => socket.terminate() };
}

export async function connectionUrl({ sandbox }: Bench): Promise<string> {
  const { url } = await clientFor(sandbox, sandbox.appToken).apps.connections.open();
  return url ?? "";
}
