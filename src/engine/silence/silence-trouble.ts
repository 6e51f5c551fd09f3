import type { Engine } from "#engine/engine.ts";

/** Why a source could not be asked or told something, in words, and whether it may work later. */
export type Trouble = { readonly reason: string; readonly canRetry: boolean };

export function isTrouble(value: object): value is Trouble {
  return "canRetry" in value;
}

export function troubleOf(
  { logger }: Pick<Engine, "logger">,
  source: string,
  error: unknown,
): Trouble {
  logger.warn({ source, err: error }, "a source could not be asked for silences");
  const reason = error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
  const canRetry = error instanceof Error && "canRetry" in error && error.canRetry === true;
  return { reason, canRetry };
}
