import { LogLevel, type Logger as BoltLogger } from "@slack/bolt";
import type { Logger } from "#telemetry/logger.ts";

/**
 * Bolt's own words in our log; what it tells of its daily work is only worth a look when debugging, and so is
 * what it complains of once we hang up.
 */
export function boltLogger(logger: Logger, hangingUp?: AbortSignal): BoltLogger {
  const log = logger.child({ part: "bolt" });
  function complain(level: "warn" | "error", words: readonly unknown[]): void {
    log[hangingUp?.aborted === true ? "debug" : level](sentence(words));
  }
  return {
    debug: (...words) => log.trace(sentence(words)),
    info: (...words) => log.debug(sentence(words)),
    warn: (...words) => complain("warn", words),
    error: (...words) => complain("error", words),
    setLevel: () => undefined,
    setName: () => undefined,
    // Above debug, so that Bolt does not even put together what nobody reads, such as whole payloads.
    getLevel: () => LogLevel.INFO,
  };
}

function sentence(words: readonly unknown[]): string {
  return words
    .map((word) => (word instanceof Error ? word.message : String(word)))
    .join(" ")
    .slice(0, 1000);
}
