import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { Client } from "pg";
import { z } from "zod";

/** A way to a PostgreSQL that fails as a test wants. */
export type DatabaseProxy = {
  readonly url: string;
  /** A connection that sends these words is not answered any more: the server does what it is told, and nobody hears. */
  readonly swallow: (words: string) => void;
  /** A connection that would send these words sends nothing any more. */
  readonly withhold: (words: string) => void;
  /** Whether such a connection is held back. */
  readonly isWithheld: () => boolean;
  /** Lets through what comes from now on by other connections. */
  readonly letThrough: () => void;
  /** Cuts all connections that there are. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
};

/** Listens on a port of its own and passes everything on to the server of this address. */
export async function startDatabaseProxy(target: string): Promise<DatabaseProxy> {
  const sockets = new Set<Socket>();
  let swallowed: string | null = null;
  let withheld: string | null = null;
  let heldBack = 0;
  const server = createServer((near) => {
    const far = connect(placeOf(target));
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
    let [isHeard, isHeldBack] = [true, false];
    near.on("data", (data) => {
      if (swallowed !== null && data.includes(swallowed)) isHeard = false;
      if (withheld !== null && data.includes(withheld)) {
        isHeldBack = true;
        heldBack += 1;
      }
      if (!isHeldBack) far.write(data);
    });
    far.on("data", (data) => {
      if (isHeard) near.write(data);
    });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      socket.once("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  function cut(): void {
    for (const socket of sockets) socket.destroy();
  }
  return {
    url: addressBehind(target, port),
    swallow: (words) => void (swallowed = words),
    withhold: (words) => void (withheld = words),
    isWithheld: () => heldBack > 0,
    letThrough: () => {
      swallowed = null;
      withheld = null;
    },
    cut,
    close: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}

function placeOf(url: string): { readonly path: string } | { host: string; port: number } {
  const { host, port } = new Client({ connectionString: url });
  return host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };
}

function addressBehind(target: string, port: number): string {
  const { user, password, database } = new Client({ connectionString: target });
  const account = [user, password].filter((part) => typeof part === "string" && part !== "");
  const login = account.map((part) => encodeURIComponent(String(part))).join(":");
  return `postgres://${login}@127.0.0.1:${port}/${database}`;
}
