import { Settings as Luxon } from "luxon";
import { type Environment, readEnvironment } from "#config/environment.ts";
import { createLogger } from "#telemetry/logger.ts";
import { startApp } from "./app.ts";
import { Refusal } from "./refusal.ts";
import { secretsOf } from "./secrets.ts";
import { onceToldToStop } from "./stop-signals.ts";

Luxon.throwOnInvalid = true;

const environment = readEnvironment(process.env);
if (environment.ok) await run(environment.value);
else say(environment.problems.map(({ message, fix }) => `${message}: ${fix}.`));

/** Runs until a signal ends it; what cannot start says why in words and leaves with 1. */
async function run(usable: Environment): Promise<void> {
  const logger = createLogger({ level: usable.logLevel, secrets: () => secretsOf(usable) });
  // A stray rejection must not take the pager down; it is a fault that a person should look at.
  process.on("unhandledRejection", (error) => logger.error({ err: error }, "unhandled rejection"));
  const starting = startApp(usable, { logger });
  // From the first moment on: unheard, the signal would end the program.
  process.on("SIGHUP", () => void starting.then(({ configured }) => configured.reload(), ignore));
  try {
    const app = await starting;
    const underNpm = process.env["npm_lifecycle_event"] !== undefined;
    onceToldToStop(() => void app.stop().then(() => process.exit(0)), { underNpm });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.lines);
  }
}

/** What went wrong is said where it is waited for. */
function ignore(): void {}

function say(lines: readonly string[]): void {
  process.stderr.write(`Muster cannot start.\n${lines.map((line) => `  ${line}\n`).join("")}`);
  process.exitCode = 1;
}
