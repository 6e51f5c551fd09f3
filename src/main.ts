import { Settings as Luxon } from "luxon";
import { type Environment, readEnvironment } from "#config/environment.ts";
import { createLogger } from "#telemetry/logger.ts";
import { startApp } from "./app.ts";
import { Refusal } from "./refusal.ts";

Luxon.throwOnInvalid = true;

const PATIENCE_MS = 10_000;

const environment = readEnvironment(process.env);
if (environment.ok) await run(environment.value);
else say(environment.problems.map(({ message, fix }) => `${message}: ${fix}.`));

/** Runs until a signal ends it; what cannot start says why in words and leaves with 1. */
async function run(usable: Environment): Promise<void> {
  const logger = createLogger({ level: usable.logLevel });
  // A stray rejection must not take the pager down; it is a fault that a person should look at.
  process.on("unhandledRejection", (error) => logger.error({ err: error }, "unhandled rejection"));
  try {
    const app = await startApp(usable, { logger });
    process.on("SIGHUP", () => void app.configured.reload());
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end(app));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.lines);
  }
}

/** A second signal, or patience that runs out, ends it at once. */
async function end(app: Awaited<ReturnType<typeof startApp>>): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
  await app.stop();
  process.exit(0);
}

function say(lines: readonly string[]): void {
  process.stderr.write(`Muster cannot start.\n${lines.map((line) => `  ${line}\n`).join("")}`);
  process.exitCode = 1;
}
