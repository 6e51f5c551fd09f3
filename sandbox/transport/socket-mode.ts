import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { asText, isJson, parseJson } from "#sandbox/json.ts";
import { createConnections } from "./connections.ts";
import type { Ack, Delivery, Retry, Transport } from "./delivery.ts";
import { createPendingAcks } from "./pending-acks.ts";

const PING_EVERY = 10_000;

export type SocketMode = {
  readonly transport: Transport;
  /** The address of one connection, good for one use. */
  readonly openConnection: () => string;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Asks that many connections to go away; answers how many were asked. */
  readonly disconnect: (count: number, reason: string) => number;
  readonly connectionCount: () => number;
  readonly close: () => void;
};

type SocketModeOptions = {
  readonly url: string;
  readonly appId: string;
  /** Milliseconds an app has to acknowledge. */
  readonly ackWithin: number;
};

export function createSocketMode({ url, appId, ackWithin }: SocketModeOptions): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const connections = createConnections();
  const acks = createPendingAcks(ackWithin);
  const tickets = new Set<string>();
  const pings = setInterval(() => pingAll(server.clients), PING_EVERY).unref();

  function accept(connection: WebSocket): void {
    if (!connections.add(connection)) {
      connection.send(disconnectMessage("too_many_websockets"));
      connection.close();
      return;
    }
    connection.on("message", (data) => receive(textOf(data)));
    connection.send(helloMessage(appId, connections.count()));
  }

  function receive(text: string): void {
    const message = parseJson(text);
    if (isJson(message)) acks.settle(asText(message["envelope_id"]) ?? "", message["payload"]);
  }

  async function send(delivery: Delivery, retry?: Retry): Promise<Ack> {
    const connection = connections.next();
    if (connection === undefined) return { kind: "unreachable" };
    const id = randomUUID();
    connection.send(envelope(id, delivery, retry));
    return acks.wait(id);
  }

  return {
    transport: { kind: "socket", send },
    openConnection: () => socketUrl(url, appId, newTicket(tickets)),
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? "/", url).searchParams.get("ticket") ?? "";
      if (tickets.delete(ticket)) server.handleUpgrade(request, socket, head, accept);
      else socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
    },
    disconnect(count, reason) {
      // Slack sends nothing more over a connection that it asked to go.
      const leaving = connections.retire(count);
      for (const connection of leaving) connection.send(disconnectMessage(reason));
      return leaving.length;
    },
    connectionCount: () => connections.count(),
    close() {
      clearInterval(pings);
      for (const connection of server.clients) connection.terminate();
      server.close();
    },
  };
}

function pingAll(connections: ReadonlySet<WebSocket>): void {
  for (const connection of connections) connection.ping();
}

function newTicket(tickets: Set<string>): string {
  const ticket = randomBytes(16).toString("hex");
  tickets.add(ticket);
  return ticket;
}

function socketUrl(url: string, appId: string, ticket: string): string {
  return `${url.replace(/^http/, "ws")}/link/?ticket=${ticket}&app_id=${appId}`;
}

function helloMessage(appId: string, connectionCount: number): string {
  return JSON.stringify({
    type: "hello",
    num_connections: connectionCount,
    debug_info: { host: "sandbox", build_number: 1, approximate_connection_time: 18_060 },
    connection_info: { app_id: appId },
  });
}

function disconnectMessage(reason: string): string {
  return JSON.stringify({ type: "disconnect", reason, debug_info: { host: "sandbox" } });
}

function envelope(id: string, { type, payload }: Delivery, retry?: Retry): string {
  const retries = { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? "" };
  return JSON.stringify({
    envelope_id: id,
    type,
    payload,
    accepts_response_payload: type !== "events_api",
    ...(type === "events_api" ? retries : {}),
  });
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString("utf8");
  return Buffer.from(new Uint8Array(data)).toString("utf8");
}
