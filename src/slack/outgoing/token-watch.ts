import { webApi } from "@slack/bolt";
import { tokenRefusal } from "#slack/connection/identity.ts";

/** What the last call to Slack says about the token. */
export type TokenWatch = {
  /** Slack's word for what is wrong with it, or null. */
  readonly refusal: () => string | null;
  readonly note: (refusal: string | null) => void;
};

export function createTokenWatch(onRefused: (refusal: string) => void): TokenWatch {
  let last: string | null = null;
  return {
    refusal: () => last,
    note: (refusal) => {
      if (refusal !== null && last === null) onRefused(refusal);
      last = refusal;
    },
  };
}

/** A client whose every call tells whether Slack still accepts the token. */
export class WatchedClient extends webApi.WebClient {
  readonly #watch: TokenWatch;

  constructor(token: string, options: webApi.WebClientOptions, watch: TokenWatch) {
    super(token, options);
    this.#watch = watch;
  }

  override async apiCall(
    method: string,
    options?: Record<string, unknown>,
  ): Promise<webApi.WebAPICallResult> {
    try {
      const answer = await super.apiCall(method, options);
      this.#watch.note(null);
      return answer;
    } catch (error) {
      // An outage says nothing about the token; any answer of Slack's does.
      if (error instanceof webApi.WebAPIPlatformError) this.#watch.note(tokenRefusal(error));
      throw error;
    }
  }
}
