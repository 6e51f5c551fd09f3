import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";

export interface PostgresServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

/** Runs the server until its input ends, which also happens when this process is killed. */
const guardScript = '"$@" & read _; kill -QUIT $!; wait; rm -rf "$0"/*';

/** Starts a throw-away server from the binaries on this machine, or returns null when there are none. */
export async function startPostgres(): Promise<PostgresServer | null> {
  const cluster = await createCluster();
  if (cluster === null) return null;
  const { url, folder } = cluster;
  const guard = spawnServer(cluster, folder);
  await untilReady(url);
  return { url, stop: () => stop(guard, folder) };
}

/** A server of a test's own, which it may end in the middle of work and start again. */
export interface OwnServer {
  readonly url: string;
  /** The folder of its files. */
  readonly data: string;
  /** Where its programs are. */
  readonly bin: string;
  /** With settings beside those of a server whose files need not outlive the machine. */
  readonly start: (settings?: Settings) => Promise<void>;
  /** At once, whatever is under way: what is not in its log is lost. */
  readonly crash: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** It is down at first. Null where no binaries are. */
export async function createOwnServer(): Promise<OwnServer | null> {
  const cluster = await createCluster();
  if (cluster === null) return null;
  const { url, data, folder, bin } = cluster;
  let guard: ChildProcess | null = null;
  async function crash(): Promise<void> {
    if (guard !== null) await end(guard);
    guard = null;
  }
  return {
    url,
    data,
    bin,
    start: async (more = {}) => {
      // What is answered must be in its log by then.
      const kept = { synchronous_commit: "on", ...more };
      guard = spawnServer(cluster, path.join(folder, "nothing"), kept);
      await untilReady(url);
    },
    crash,
    remove: async () => {
      await crash();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Cluster {
  readonly bin: string;
  readonly identity: Identity;
  readonly folder: string;
  readonly data: string;
  readonly port: number;
  readonly url: string;
}

async function createCluster(): Promise<Cluster | null> {
  const bin = findBinaries();
  if (bin === null) return null;
  const identity = ordinaryUser();
  const folder = mkdtempSync(path.join(tmpdir(), "muster-postgres-"));
  if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid ?? identity.uid);
  chmodSync(folder, 0o700);
  const data = path.join(folder, "data");
  await promisify(execFile)(
    path.join(bin, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
    { ...identity, cwd: folder },
  );
  const port = await freePort();
  // A socket costs a third less than TCP.
  const url = `postgres://postgres@${encodeURIComponent(folder)}:${port}/postgres`;
  return { bin, identity, folder, data, port, url };
}

/** The guard ends the server at once when its input ends, and empties the folder named. */
function spawnServer(cluster: Cluster, emptied: string, more: Settings = {}): ChildProcess {
  const { bin, data, identity, folder, port } = cluster;
  const command = [path.join(bin, "postgres"), "-D", data, ...settings(folder, port, more)];
  return spawn("sh", ["-c", guardScript, emptied, ...command], {
    ...identity,
    cwd: folder,
    stdio: ["pipe", "ignore", "ignore"],
  });
}

/** Newest first among the usual places, then the PATH. */
function findBinaries(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const candidates = [
    ...versions
      .toSorted((one, other) => Number(other) - Number(one))
      .map((version) => path.join(debian, version, "bin")),
    ...(process.env["PATH"] ?? "").split(path.delimiter),
  ];
  return candidates.find(isComplete) ?? null;
}

function isComplete(folder: string): boolean {
  return existsSync(path.join(folder, "initdb")) && existsSync(path.join(folder, "postgres"));
}

/** PostgreSQL refuses to run as root. */
function ordinaryUser(): Identity {
  if (process.getuid?.() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    const ids = idsOf(name);
    if (ids !== null) return ids;
  }
  throw new Error("Running as root, and there is neither a user postgres nor nobody");
}

function idsOf(user: string): Identity | null {
  try {
    return { uid: askId("-u", user), gid: askId("-g", user) };
  } catch {
    return null;
  }
}

function askId(flag: string, user: string): number {
  return Number(execFileSync("id", [flag, user], { encoding: "utf8", stdio: "pipe" }));
}

type Settings = Readonly<Record<string, string>>;

/** Nothing here outlives the run, so nothing is synced to disk. */
function settings(folder: string, port: number, more: Settings): readonly string[] {
  const values = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: folder,
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    wal_level: "minimal",
    max_wal_senders: 0,
    max_connections: 200,
    shared_buffers: "64MB",
    ...more,
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => void server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No free port");
  return address.port;
}

async function untilReady(url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await wait(50);
    }
  }
  throw new Error("postgres did not get ready");
}

async function stop(guard: ChildProcess, folder: string): Promise<void> {
  await end(guard);
  rmSync(folder, { recursive: true, force: true });
}

async function end(guard: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => void guard.once("exit", resolve));
  guard.stdin?.end();
  await ended;
}
