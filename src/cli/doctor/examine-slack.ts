import { webApi } from "@slack/bolt";
import type { SlackAccess } from "#config/environment.ts";
import { refusalWords, tokenRefusal } from "#slack/connection/identity.ts";
import { missingScopes, neededScopes } from "#slack/connection/scopes.ts";
import { tryOnce } from "#slack/connection/try-once.ts";
import { type Result, wordsOf } from "./examined.ts";

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
    const words = `Slack does not answer: ${wordsOf(error)}; see whether this machine reaches it`;
    return { findings: [refusal === null ? words : refusalWords(refusal)], notes: [] };
  }
}

/** Whether Slack would let us connect, so that presses reach us. */
export async function examineSocket(access: SlackAccess): Promise<Result> {
  if (access.mode === "http") {
    const note = "not used: in HTTP mode Slack must reach /slack/events at the public address";
    return { findings: [], notes: [note] };
  }
  const options = { ...tryOnce(access.apiUrl, TIMEOUT_MS), logLevel: webApi.LogLevel.ERROR };
  try {
    await new webApi.WebClient(access.appToken, options).apps.connections.open({});
    return { findings: [], notes: ["Slack lets us connect"] };
  } catch (error) {
    const words = `Slack does not let us connect: ${wordsOf(error)}`;
    const fix = "SLACK_APP_TOKEN must be an app-level token with connections:write";
    return { findings: [`${words}; ${fix}`], notes: [] };
  }
}
