import { Settings as Luxon } from "luxon";
import { type Environment, readEnvironment } from "#config/environment.ts";
import { createLogOutput } from "#telemetry/log-output.ts";
import { createLogger, type Logger } from "#telemetry/logger.ts";
import { startApp } from "./app.ts";
import { writeCompiled } from "./compile-cache.ts";
import { Refusal } from "./refusal.ts";
import { secretsOf } from "./secrets.ts";
import { onceToldToStop } from "./stop-signals.ts";
import { startYoung } from "./young-objects.ts";

Luxon.throwOnInvalid = true;

/** Runs until a signal ends it; what cannot start says why in words and leaves with 1. */
export async function run(variables: NodeJS.ProcessEnv): Promise<void> {
  const environment = readEnvironment(variables);
  const underNpm = variables["npm_lifecycle_event"] !== undefined;
  if (environment.ok) await runIn(environment.value, underNpm);
  else say(environment.problems.map(({ message, fix }) => `${message}: ${fix}.`));
}

async function runIn(usable: Environment, underNpm: boolean): Promise<void> {
  const logger = openLog(usable);
  // A stray rejection must not take the pager down; it is a fault that a person should look at.
  process.on("unhandledRejection", (error) => logger.error({ err: error }, "unhandled rejection"));
  const starting = startApp(usable, { logger });
  // From the first moment on: unheard, the signal would end the program.
  process.on("SIGHUP", () => void starting.then(({ configured }) => configured.reload(), ignore));
  try {
    const app = await starting;
    onceToldToStop(() => void app.stop().then(() => process.exit(0)), { underNpm });
    writeCompiled();
    startYoung();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.lines);
  }
}

/** On standard output, where nothing waits for who reads it. */
function openLog(usable: Environment): Logger {
  const output = createLogOutput(process.stdout, (lines) => {
    // Under a level of its own: that lines are missing is to be told even where only errors are.
    const teller = logger.child({}, { level: "warn" });
    teller.warn({ lines }, "lines of this log are missing: they could not be written in time");
  });
  process.on("exit", output.finish);
  const { logLevel: level } = usable;
  const logger = createLogger({ level, secrets: () => secretsOf(usable), destination: output });
  return logger;
}

/** What went wrong is said where it is waited for. */
function ignore(): void {}

function say(lines: readonly string[]): void {
  process.stderr.write(`Muster cannot start.\n${lines.map((line) => `  ${line}\n`).join("")}`);
  process.exitCode = 1;
}
