import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Listens, or says in plain words why it cannot. */
export async function listen(host: string, port: number): Promise<Server> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`A port is a number from 0 to 65535: SANDBOX_PORT=${port}`);
  }
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(explained(error, host, port)));
    server.listen(port, host, () => resolve(server));
  });
}

export function addressOf(server: Server, host: string): string {
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

export async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  await closed;
}

function explained(error: Error, host: string, port: number): Error {
  if (!("code" in error) || error.code !== "EADDRINUSE") return error;
  const text = `Port ${port} on ${host} is taken. Choose another one with SANDBOX_PORT, e.g. SANDBOX_PORT=${port + 1}.`;
  return new Error(text, { cause: error });
}
