import { Command, CommanderError } from "commander";
import { Settings as Luxon } from "luxon";
import { keepCompiled } from "#app/compile-cache.ts";
import { Refusal } from "#app/refusal.ts";
import { onceToldToStop } from "#app/stop-signals.ts";
import type { Options } from "./perform.ts";

Luxon.throwOnInvalid = true;
// What performs is loaded later, and profits.
keepCompiled();

const USAGE = 2;

const program = new Command("npm run demo --")
  .description(
    "Muster and a workspace to try it in, on this machine: no account, no network, nothing left behind.",
  )
  .option("--fire", "fire the sample alert and tell what happens")
  .option("--exit", "with --fire: end by itself; 1 when something did not happen")
  .exitOverride()
  .showHelpAfterError("(--help says more)")
  .action(run);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : USAGE;
}

async function run(options: Options, command: Command): Promise<void> {
  if (options.exit && !options.fire) command.error("error: --exit needs --fire");
  const ending = endOnSignal();
  try {
    // Wrong usage is told before all that is loaded.
    const { perform } = await import("./perform.ts");
    process.exitCode = await perform(options, ending);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    for (const line of error.lines) console.error(line);
    process.exitCode = 1;
  }
  // Whatever is left of connections must not keep the terminal.
  process.exit();
}

function endOnSignal(): AbortSignal {
  const ending = new AbortController();
  const underNpm = process.env["npm_lifecycle_event"] !== undefined;
  onceToldToStop(() => ending.abort(), { underNpm });
  return ending.signal;
}
