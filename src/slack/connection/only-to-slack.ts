type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * A fetch that goes nowhere but to Slack: the address to answer at comes with each press, and an answer may say what is
 * nobody else's business.
 */
export function onlyToSlack(apiUrl: string, timeoutMs: number): Fetch {
  return async (url, init) => {
    const address = url instanceof Request ? url.url : String(url);
    if (!isSlacks(address, apiUrl)) {
      throw new Error(
        "An address to answer at is not Slack's; SLACK_API_URL says whose it must be.",
      );
    }
    const usual: RequestInit = { signal: AbortSignal.timeout(timeoutMs) };
    return await fetch(url, { ...usual, ...init, redirect: "error" });
  };
}

/** Where the API is, or below that name, as hooks.slack.com is. */
export function isSlacks(address: string, apiUrl: string): boolean {
  const asked = URL.parse(address);
  const api = new URL(apiUrl);
  if (asked === null || asked.protocol !== api.protocol) return false;
  return asked.host === api.host || asked.host.endsWith(`.${api.host}`);
}
