import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
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
    const { connection, lines } = connect(server);

    connection.start();
    await once(server, "upgrade");
    await connection.stop();

    expect(lines()).toEqual([]);
  });

  it("ends quietly while Slack does not say where to connect", async () => {
    server = await listening(() => undefined);
    const { connection, lines } = connect(server);

    connection.start();
    await once(server, "request");
    const stopped = connection.stop();
    server.closeAllConnections();
    await stopped;

    expect(lines()).toEqual([]);
  });

  it("complains when nobody ended it", async () => {
    server = await listening((response) => response.writeHead(500).end());
    const { connection, lines } = connect(server);

    connection.start();
    await expect.poll(lines).toContainEqual(expect.stringContaining("cannot connect to Slack"));
    await connection.stop();
  });
});

describe("a connection that does not come to stand", () => {
  it.each(["is taken and never answered", "is opened and greeted by nobody"])(
    "is given up and tried again when it %s",
    { tags: ["F25"] },
    async (fault) => {
      const held: (Duplex | WebSocket)[] = [];
      const wires = new WebSocketServer({ noServer: true });
      const server = createServer((_, response) => {
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${portOf(server)}/link` }));
      });
      server.on("upgrade", (request, socket, head) => {
        if (held.length === 0 && fault.startsWith("is taken")) return held.push(socket);
        return wires.handleUpgrade(request, socket, head, (link) => {
          if (held.length > 0) link.send(JSON.stringify({ type: "hello" }));
          held.push(link);
        });
      });
      await once(server.listen(0, "127.0.0.1"), "listening");
      const { connection, lines } = connect(server, "warn", 200);

      connection.start();
      await expect.poll(() => connection.downForMs(), { timeout: 50_000 }).toBe(0);

      expect(held).toHaveLength(2);
      expect(lines()).toContainEqual(expect.stringContaining("cannot connect to Slack"));
      await connection.stop();
      for (const one of held) if ("terminate" in one) one.terminate();
      for (const one of held) if ("destroy" in one) one.destroy();
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  );
});

describe("a connection that stands", () => {
  it(
    "is taken for lost when nothing is heard through it, and connected anew",
    { tags: ["F25"] },
    async () => {
      const links: WebSocket[] = [];
      const wires = new WebSocketServer({ noServer: true });
      const server = createServer((_, response) => {
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${portOf(server)}/link` }));
      });
      server.on("upgrade", (request, socket, head) => {
        wires.handleUpgrade(request, socket, head, (link) => {
          links.push(link);
          link.send(JSON.stringify({ type: "hello" }));
          // From here on it hears nothing and says nothing, but nobody is told.
          if (links.length === 1) socket.pause();
        });
      });
      await once(server.listen(0, "127.0.0.1"), "listening");
      const { connection, lines } = connect(server, "info");

      connection.start();
      await expect
        .poll(lines, { timeout: 50_000 })
        .toContainEqual(expect.stringContaining("Slack closed the connection"));
      await expect.poll(() => connection.downForMs(), { timeout: 50_000 }).toBe(0);
      expect(links).toHaveLength(2);

      await connection.stop();
      for (const link of links) link.terminate();
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  );
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

function connect(
  server: Server,
  level: "info" | "warn" = "warn",
  openWithinMs?: number,
): {
  readonly connection: ReturnType<typeof createSocketConnection>;
  readonly lines: () => readonly string[];
} {
  const lines: string[] = [];
  const logger = createLogger({
    level,
    destination: { write: (line) => lines.push(line) },
  });
  const access = { appToken: "xapp-1-A-1-test", apiUrl: `http://127.0.0.1:${portOf(server)}/api/` };
  return { connection: createSocketConnection(access, logger, openWithinMs), lines: () => lines };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}
