import { setTimeout as wait } from "node:timers/promises";
import { webApi } from "@slack/bolt";
import { blamesToken, failureOf } from "#slack/outgoing/failure.ts";
import type { Logger } from "#telemetry/logger.ts";

/** Who we are in the workspace, and what we may do there. */
export type Identity = {
  readonly team: string;
  readonly teamName: string;
  /** Our own member id. */
  readonly botUser: string;
  readonly botId: string | null;
  readonly scopes: ReadonlySet<string>;
};

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** The token may be put right in Slack while we run, such as by installing the app again. */
const TOKEN_WAIT_MS = 60_000;

type Asking = {
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Told why there is no answer yet: Slack's word for what is wrong with the token, or null for anything else. */
  readonly onTrouble: (refusal: string | null) => void;
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

/** Asks Slack who we are until it says so, whatever it answers meanwhile; only the signal ends the asking. */
export async function identify(
  ask: () => Promise<webApi.AuthTestResponse>,
  { logger, signal, onTrouble, pause = sleep }: Asking,
): Promise<Identity> {
  for (let again = FIRST_WAIT_MS; ; again = Math.min(again * 2, LONGEST_WAIT_MS)) {
    try {
      return readIdentity(await ask());
    } catch (error) {
      const refusal = tokenRefusal(error);
      const againInMs = refusal === null ? again : TOKEN_WAIT_MS;
      if (refusal === null) logger.warn({ err: error, againInMs }, "Slack does not say who we are");
      else logger.fatal({ error: refusal, againInMs }, "Slack refuses the bot token");
      onTrouble(refusal);
      await pause(againInMs, signal);
    }
  }
}

/** What to do about a token that Slack does not accept. */
export function refusalWords(code: string): string {
  return `Slack refuses the bot token (${code}): copy it anew from the app's page, OAuth & Permissions`;
}

/** Slack's word for what is wrong with the token, or null when something else went wrong. */
export function tokenRefusal(error: unknown): string | null {
  if (!(error instanceof webApi.WebAPIPlatformError)) return null;
  return blamesToken(failureOf(error)) ? error.data.error : null;
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal });
}

/** Scopes come in a header that the client hands on. */
function readIdentity(answer: webApi.AuthTestResponse): Identity {
  const { team_id: team, user_id: botUser, bot_id: botId, response_metadata: metadata } = answer;
  if (team === undefined || botUser === undefined) throw new Error("auth.test names no member.");
  return {
    team,
    botUser,
    teamName: answer.team ?? team,
    botId: botId ?? null,
    scopes: new Set(metadata?.scopes ?? []),
  };
}
