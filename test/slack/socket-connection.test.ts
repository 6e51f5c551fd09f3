import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { createSocketConnection } from "#slack/connection/socket-connection.ts";
import { createLogger } from "#telemetry/logger.ts";

/** Sockets that the server does not count among its own any more. */
const kept: Duplex[] = [];

describe("a connection that is ended before it stands", () => {
  let server: Server;
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    for (const socket of kept.splice(0)) socket.destroy();
    await once(server, "close");
  });

  it("ends quietly while Slack shakes no hands", async () => {
    server = await listening((response, port) => {
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port}/link` }));
    });
    const { connection, complaints } = connect(server);

    connection.start();
    await once(server, "upgrade");
    await connection.stop();

    expect(complaints()).toEqual([]);
  });

  it("ends quietly while Slack does not say where to connect", async () => {
    server = await listening(() => undefined);
    const { connection, complaints } = connect(server);

    connection.start();
    await once(server, "request");
    const stopped = connection.stop();
    server.closeAllConnections();
    await stopped;

    expect(complaints()).toEqual([]);
  });

  it("complains when nobody ended it", async () => {
    server = await listening((response) => response.writeHead(500).end());
    const { connection, complaints } = connect(server);

    connection.start();
    await expect
      .poll(complaints)
      .toContainEqual(expect.stringContaining("cannot connect to Slack"));
    await connection.stop();
  });
});

type Answer = (response: ServerResponse, port: number) => void;

async function listening(answer: Answer): Promise<Server> {
  const server = createServer((_, response) => answer(response, portOf(server)));
  // Whoever wants to upgrade is left waiting.
  server.on("upgrade", (_, socket) => kept.push(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function connect(server: Server): {
  readonly connection: ReturnType<typeof createSocketConnection>;
  readonly complaints: () => readonly string[];
} {
  const lines: string[] = [];
  const logger = createLogger({
    level: "warn",
    destination: { write: (line) => lines.push(line) },
  });
  const access = { appToken: "xapp-1-A-1-test", apiUrl: `http://127.0.0.1:${portOf(server)}/api/` };
  return { connection: createSocketConnection(access, logger), complaints: () => lines };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}
