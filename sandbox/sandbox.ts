import { getRequestListener } from "@hono/node-server";
import { createPageBuild, PAGE_SOURCES, type PageBuild } from "./live/page-build.ts";
import type { Storyteller } from "./live/story.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import { createRoutes } from "./routes.ts";
import { addressOf, listen, stop } from "./server.ts";
import { APP_TOKEN, BOT_TOKEN, SIGNING_SECRET } from "./tokens.ts";
import { createFaults } from "./traffic/faults.ts";
import { createTrafficLog } from "./traffic/log.ts";
import { eventCallback } from "./transport/events.ts";
import { createHttpMode } from "./transport/http-mode.ts";
import { createLink } from "./transport/link.ts";
import { createSocketMode, type SocketMode } from "./transport/socket-mode.ts";
import { allMethods } from "./web-api/methods.ts";
import { createRateLimits } from "./web-api/rate-limits.ts";
import { stableId } from "./workspace/ids.ts";
import { parseSeed, readSeed, type Seed, type SeedInput } from "./workspace/seed.ts";
import { createWorkspace, type Workspace } from "./workspace/workspace.ts";
import type { World } from "./world.ts";

export type SandboxOptions = {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Path of the app's manifest.yml. */
  readonly manifest: string;
  /** Path of a YAML file with people and channels. */
  readonly workspace?: string;
  /** People and channels as an object, instead of a file. */
  readonly seed?: SeedInput;
  /** Given: requests to this URL instead of Socket Mode. */
  readonly http?: { readonly requestUrl: string; readonly signingSecret: string };
  /** 1 is Slack's own limits, 2 twice as much, 0 (the default) none. */
  readonly rateLimits?: number;
  readonly triggerSeconds?: number | "relaxed";
  readonly withoutScopes?: readonly string[];
  /** Milliseconds until an uploaded file can be shown in a block. */
  readonly fileDelayMs?: number;
  /** Milliseconds an app has to acknowledge. */
  readonly ackWithinMs?: number;
  /** Milliseconds before each repetition of an event that was not taken; Slack's own are 0, 1 and 5 minutes. */
  readonly eventRetriesMs?: readonly number[];
  /** Tells a story beside the chat on the page. */
  readonly storyteller?: Storyteller;
  /** Milliseconds since 1970, for tests that move time. */
  readonly now?: () => number;
};

export type Sandbox = {
  readonly url: string;
  /** What an app needs as its Slack API URL. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** Builds the page unless it is built already; otherwise the first browser that asks waits for it. */
  readonly page: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const EMPTY_SEED: SeedInput = {};

/** Starts a workspace that an app takes for Slack. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { host = "127.0.0.1", port = 0 } = options;
  checkLoopback(host);
  const manifest = readManifest(options.manifest);
  const seed = seedFrom(options);
  const server = await listen(host, port);
  const url = addressOf(server, host);
  const running = assemble({ ...options, url, parsed: { manifest, seed } });
  server.on("request", (request, response) => {
    void running.listener(request, response);
  });
  server.on("upgrade", running.socket.upgrade);
  return {
    url,
    apiUrl: `${url}/api/`,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    signingSecret: options.http?.signingSecret ?? SIGNING_SECRET,
    async page() {
      await running.page.folder();
    },
    async close() {
      running.close();
      await stop(server);
    },
  };
}

type Assembly = SandboxOptions & {
  readonly url: string;
  readonly parsed: { readonly manifest: Manifest; readonly seed: Seed };
};

type Running = {
  readonly listener: ReturnType<typeof getRequestListener>;
  readonly socket: SocketMode;
  readonly page: PageBuild;
  readonly close: () => void;
};

function assemble(options: Assembly): Running {
  const { url, now = Date.now, ackWithinMs: ackWithin = 3000 } = options;
  const [faults, log] = [createFaults(), createTrafficLog(now)];
  const appId = stableId("A", options.parsed.manifest.appName);
  const socket = createSocketMode({ url, appId, ackWithin });
  const transport =
    options.http === undefined
      ? socket.transport
      : createHttpMode({ ...options.http, ackWithin, now });
  const eventRetries = options.eventRetriesMs ?? [0, 2000, 10_000];
  const link = createLink({ transport, faults, log, eventRetries });
  let workspace = plant(options, now, deliver);
  function deliver(...happened: Parameters<Workspace["emit"]>): void {
    const payload = eventCallback(workspace, ...happened);
    if (payload !== undefined) link.deliverEvent({ type: "events_api", payload });
  }
  function reset(): void {
    workspace = plant(options, now, deliver);
    link.forget();
    faults.clear();
    log.clear();
  }
  const storyteller = options.storyteller ?? null;
  const world: World = {
    workspace: () => workspace,
    reset,
    link,
    socket,
    faults,
    log,
    storyteller,
  };
  const methods = allMethods(socket.openConnection);
  const tokens = { bot: BOT_TOKEN, app: APP_TOKEN };
  const limits = createRateLimits(options.rateLimits ?? 0, now);
  const page = createPageBuild(PAGE_SOURCES);
  const routes = createRoutes(world, { ...world, methods, tokens, limits }, page);
  function close(): void {
    link.forget();
    socket.close();
  }
  return { listener: getRequestListener(routes.fetch), socket, page, close };
}

function plant(
  { url, parsed, withoutScopes = [], triggerSeconds = 3, fileDelayMs = 300 }: Assembly,
  now: () => number,
  emit: Workspace["emit"],
): Workspace {
  const triggerLife =
    triggerSeconds === "relaxed" ? Number.POSITIVE_INFINITY : triggerSeconds * 1000;
  const rest = { withoutScopes, triggerLife, fileDelay: fileDelayMs, now, emit };
  return createWorkspace({ url, ...parsed, ...rest });
}

function seedFrom({ workspace, seed }: SandboxOptions): Seed {
  if (workspace !== undefined) return readSeed(workspace);
  return parseSeed(seed ?? EMPTY_SEED, "seed");
}

/** Its tokens are no secret, so nobody else may reach it. */
function checkLoopback(host: string): void {
  if (/^(127\.\d+\.\d+\.\d+|localhost|::1)$/.test(host)) return;
  throw new Error(
    `The sandbox listens only on this machine: HOST=${host} is not a loopback address.`,
  );
}
