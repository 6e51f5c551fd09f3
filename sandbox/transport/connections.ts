import { WebSocket } from "ws";

// More open connections than this and Slack sends the newest away.
const MOST = 10;

/** The app's open WebSockets, in the order of their turn. */
export type Connections = {
  readonly add: (connection: WebSocket) => boolean;
  /** Whose turn it is; it goes to the end of the line. */
  readonly next: () => WebSocket | undefined;
  /** Takes that many out of the line, the oldest first. */
  readonly retire: (count: number) => readonly WebSocket[];
  readonly count: () => number;
};

export function createConnections(): Connections {
  let line: readonly WebSocket[] = [];

  function remove(connection: WebSocket): void {
    line = line.filter((other) => other !== connection);
  }

  return {
    add(connection) {
      if (line.length >= MOST) return false;
      connection.on("close", () => remove(connection));
      connection.on("error", () => remove(connection));
      line = [...line, connection];
      return true;
    },
    next() {
      const first = line.find((connection) => connection.readyState === WebSocket.OPEN);
      if (first === undefined) return undefined;
      line = [...line.filter((connection) => connection !== first), first];
      return first;
    },
    retire(count) {
      const retired = line.slice(0, count);
      line = line.slice(count);
      return retired;
    },
    count: () => line.length,
  };
}
