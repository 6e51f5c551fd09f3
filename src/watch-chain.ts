import { once } from "node:events";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Environment } from "#config/environment.ts";
import type { Engine } from "#engine/engine.ts";
import { type Background, inBackground } from "#engine/timer/in-background.ts";
import { beat } from "#engine/watch/beat.ts";
import { forgetReplica, readReplicas } from "#store/watch/replicas.ts";
import { pingSwitch } from "./ping-switch.ts";
import type { SlackSide } from "./slack-side.ts";

/** So often somebody looks whether a heartbeat is configured by now. */
const UNUSED_MS = 60_000;

/** Tells the dead man's switch again and again that all is well, as long as it is. */
export function watchChain(
  engine: Engine,
  { secret }: Pick<Environment, "secret">,
  slack: Pick<SlackSide, "ask">,
): Background {
  const watching = inBackground(async (signal) => {
    const outside = {
      askSlack: () => unlessStopped(slack.ask(), signal),
      ping: async () => {
        const name = engine.configuration().watch.heartbeat?.url;
        await pingSwitch(name === undefined ? null : secret(name), signal);
      },
    };
    await forgetKilled(engine);
    for (;;) {
      const { heartbeat } = engine.configuration().watch;
      await sleep(heartbeat?.every.toMillis() ?? UNUSED_MS, undefined, { signal, ref: false });
      await beat(engine, outside);
    }
  });
  return {
    stop: async () => {
      await watching.stop();
      await leave(engine);
    },
  };
}

/** A Slack that hangs does not hold up whoever wants to end Muster, and with it all that is to be given back. */
async function unlessStopped(
  asking: Promise<string | null>,
  stopping: AbortSignal,
): Promise<string | null> {
  const done = new AbortController();
  try {
    const { signal } = done;
    const stopped = once(stopping, "abort", { signal }).catch(() => undefined);
    return await Promise.race([asking, stopped.then(() => "Muster is stopping")]);
  } finally {
    done.abort();
  }
}

/** Who ran on this machine and was killed takes no leave, and its successor need not be taken for ill because of it. */
async function forgetKilled({ database, logger }: Engine): Promise<void> {
  try {
    for (const { name } of await readReplicas(database)) {
      if (wasKilled(name)) await forgetReplica(database, name);
    }
  } catch (error) {
    logger.warn({ err: error }, "could not look for processes that were killed");
  }
}

function wasKilled(name: string): boolean {
  const at = name.lastIndexOf("/");
  if (name.slice(0, at) !== hostname()) return false;
  try {
    return !process.kill(Number(name.slice(at + 1)), 0);
  } catch (error) {
    // Somebody else's process may not be asked, but is there.
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

/** Without a database nobody else can tell either. */
async function leave({ database, impairments, logger }: Engine): Promise<void> {
  try {
    await forgetReplica(database, impairments.process);
  } catch (error) {
    logger.warn({ err: error }, "could not take leave of the other processes");
  }
}
