import type { webApi } from "@slack/bolt";

type Options = Pick<
  webApi.WebClientOptions,
  "slackApiUrl" | "timeout" | "rejectRateLimitedCalls" | "retryConfig"
>;

/** A client with these tries once, says so when it must wait, and gives up on silence: others do the trying. */
export function tryOnce(apiUrl: string, timeoutMs: number): Options {
  return {
    slackApiUrl: apiUrl,
    timeout: timeoutMs,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
  };
}
