import { webApi } from "@slack/bolt";
import type { SlackAccess } from "#config/environment.ts";
import { refusalWords, tokenRefusal } from "#slack/connection/identity.ts";
import { missingScopes, neededScopes } from "#slack/connection/scopes.ts";
import { tryOnce } from "#slack/connection/try-once.ts";
import type { Examined } from "./examine.ts";

type Result = Pick<Examined, "findings" | "notes">;

const TIMEOUT_MS = 8000;

/** Asks Slack who we are, and compares what it granted with what is needed. */
export async function examineSlack({ botToken, apiUrl }: SlackAccess): Promise<Result> {
  const options = { ...tryOnce(apiUrl, TIMEOUT_MS), logLevel: webApi.LogLevel.ERROR };
  const client = new webApi.WebClient(botToken, options);
  try {
    const { team, user, response_metadata: metadata } = await client.auth.test();
    const granted = new Set(metadata?.scopes ?? []);
    const without = missingScopes(granted).map(
      ({ scope, without: off }) => `without ${scope}: ${off}`,
    );
    return {
      findings: neededScopes()
        .filter((scope) => !granted.has(scope))
        .map((scope) => `the scope ${scope} is missing: install the app again with manifest.yml`),
      notes: [`${user ?? "the bot"} is in the workspace ${team ?? "without a name"}`, ...without],
    };
  } catch (error) {
    const refusal = tokenRefusal(error);
    const words = error instanceof Error ? error.message : String(error);
    return {
      findings: [refusal === null ? `Slack does not answer: ${words}` : refusalWords(refusal)],
      notes: [],
    };
  }
}
