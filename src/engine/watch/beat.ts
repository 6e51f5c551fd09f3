import { sickAmong } from "#domain/chain.ts";
import type { Trouble } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import { noteReplica, readReplicas } from "#store/watch/replicas.ts";
import { lookAtChain } from "./look-at-chain.ts";

export type Outside = {
  /** Asks Slack; what is wrong with it, in words, or null. */
  readonly askSlack: () => Promise<string | null>;
  /** Pings the dead man's switch; throws an Error that says what went wrong. */
  readonly ping: () => Promise<void>;
};

/**
 * Tells the dead man's switch that the whole chain is well, in this process and in every other one: there is one switch
 * for all of them, and a process that is ill takes alerts and jobs that one that is well never sees.
 */
export async function beat(engine: Engine, outside: Outside): Promise<void> {
  const { heartbeat } = engine.configuration().watch;
  if (heartbeat === undefined) {
    engine.impairments.set("heartbeat", null);
    return;
  }
  const reasons = await reasonsNotTo(engine, outside, heartbeat.every.as("seconds"));
  if (reasons.length === 0) await ping(engine, outside);
  else withhold(engine, reasons);
}

async function reasonsNotTo(
  engine: Engine,
  { askSlack }: Outside,
  everySeconds: number,
): Promise<readonly string[]> {
  const { database, impairments, logger } = engine;
  const name = impairments.process;
  try {
    await noteReplica(database, { name, sick: await lookAtChain(engine, await askSlack()) });
    return sickAmong(await readReplicas(database), everySeconds).flatMap((one) => {
      return one.name === name ? one.sick : one.sick.map((words) => `${one.name}: ${words}`);
    });
  } catch (error) {
    logger.warn({ err: error }, "cannot look whether all is well");
    return ["the database does not answer, or takes no writes"];
  }
}

function withhold({ impairments, metrics, logger }: Engine, reasons: readonly string[]): void {
  metrics.heartbeats.inc({ result: "withheld" });
  logger.warn({ reasons }, "the dead man's switch is not pinged");
  impairments.set("heartbeat", troubleWith(`it is not told that all is well: ${reasons[0]}`));
}

async function ping({ impairments, metrics, logger }: Engine, outside: Outside): Promise<void> {
  try {
    await outside.ping();
    metrics.heartbeats.inc({ result: "sent" });
    impairments.set("heartbeat", null);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    metrics.heartbeats.inc({ result: "failed" });
    logger.warn({ reason: words }, "the dead man's switch cannot be pinged");
    impairments.set("heartbeat", troubleWith(words));
  }
}

/** Never a risk itself: what withholds the heartbeat would go on by its own being withheld. */
function troubleWith(words: string): Trouble {
  return {
    words: `the dead man's switch hears nothing: ${words}`,
    consequence: "It will soon call whoever looks after Muster.",
    fix: "Put that right; docs/watching.md has what to look at for each.",
    severity: "degraded",
  };
}
