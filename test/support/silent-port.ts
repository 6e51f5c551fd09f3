import { once } from "node:events";
import { createServer } from "node:net";
import { onTestFinished } from "vitest";

/** A port that takes connections and never says a word. */
export async function silentPort(): Promise<number> {
  const sockets = new Set<{ destroy: () => void }>();
  const server = createServer((socket) => void sockets.add(socket)).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
