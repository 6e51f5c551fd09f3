import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { Client } from "pg";
import { z } from "zod";

/** A way to a PostgreSQL that fails as a test wants. */
export type DatabaseProxy = {
  readonly url: string;
  /** From now on the server gets everything, and whoever asked hears nothing of it. */
  readonly swallow: () => void;
  /** From now on the server gets nothing. */
  readonly withhold: () => void;
  /** What the server was to get and did not. */
  readonly withheld: () => string;
  /** Lets everything through again; what was kept back stays so. */
  readonly letThrough: () => void;
  /** Cuts all connections that there are. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
};

/** Listens on a port of its own and passes everything on to the server of this address. */
export async function startDatabaseProxy(target: string): Promise<DatabaseProxy> {
  const sockets = new Set<Socket>();
  let swallows = false;
  let withholds = false;
  let withheld = "";
  const server = createServer((near) => {
    const far = connect(placeOf(target));
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
    near.on("data", (data) => {
      if (withholds) withheld += data.toString("latin1");
      else far.write(data);
    });
    far.on("data", (data) => {
      if (!swallows) near.write(data);
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
    swallow: () => void (swallows = true),
    withhold: () => void (withholds = true),
    withheld: () => withheld,
    letThrough: () => {
      swallows = false;
      withholds = false;
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
