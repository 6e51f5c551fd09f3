import { onTestFinished } from "vitest";
import { readManifest } from "#sandbox/manifest.ts";
import { createFaults } from "#sandbox/traffic/faults.ts";
import { createTrafficLog } from "#sandbox/traffic/log.ts";
import { createLink } from "#sandbox/transport/link.ts";
import { createSocketMode } from "#sandbox/transport/socket-mode.ts";
import { postMessage } from "#sandbox/workspace/posting.ts";
import { parseSeed } from "#sandbox/workspace/seed.ts";
import { createWorkspace, type Workspace } from "#sandbox/workspace/workspace.ts";
import type { World } from "#sandbox/world.ts";
import { MANIFEST } from "#test/sandbox/workbench.ts";

export const OPS = "C0OPS000002";

function newWorkspace(): Workspace {
  return createWorkspace({
    url: "http://127.0.0.1:1",
    seed: parseSeed(
      { users: [{ id: "U1", name: "ann" }], channels: [{ id: OPS, name: "ops" }] },
      "",
    ),
    manifest: readManifest(MANIFEST),
    withoutScopes: [],
    now: Date.now,
    triggerLife: 3000,
    fileDelay: 0,
    emit() {},
  });
}

/** A world without its server. */
export function newWorld(): World {
  const workspace = newWorkspace();
  const [faults, log] = [createFaults(), createTrafficLog(Date.now)];
  const socket = createSocketMode({ url: workspace.url, appId: "A1", ackWithin: 3000 });
  onTestFinished(() => socket.close());
  const link = createLink({ transport: socket.transport, faults, log, eventRetries: [] });
  return { workspace: () => workspace, reset() {}, link, socket, faults, log, storyteller: null };
}

/** Somebody writes into the only channel. */
export function say(world: World, text: string): void {
  const workspace = world.workspace();
  const channel = workspace.channels.get(OPS);
  if (channel !== undefined) postMessage(workspace, channel, { user: "U1", text });
}
