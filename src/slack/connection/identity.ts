import { setTimeout as wait } from "node:timers/promises";
import type { webApi } from "@slack/bolt";
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

/** Slack does not accept the bot token; trying again is useless. */
export class TokenRefused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(
      `Slack refuses the bot token (${code}). Copy it anew from the app's page, OAuth & Permissions.`,
    );
    this.name = "TokenRefused";
    this.code = code;
  }
}

/** Asks Slack who we are until it answers; a refused token ends the asking. */
export async function identify(
  client: webApi.WebClient,
  { logger, signal }: { readonly logger: Logger; readonly signal: AbortSignal },
): Promise<Identity> {
  for (let pause = FIRST_WAIT_MS; ; pause = Math.min(pause * 2, LONGEST_WAIT_MS)) {
    try {
      return readIdentity(await client.auth.test());
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === "refused" && blamesToken(failure)) throw new TokenRefused(failure.error);
      logger.warn({ failure, againInMs: pause }, "Slack does not say who we are");
      await wait(pause, undefined, { signal });
    }
  }
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
