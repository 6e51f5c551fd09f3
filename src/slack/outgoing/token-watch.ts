import { webApi } from "@slack/bolt";
import { tokenRefusal } from "#slack/connection/identity.ts";
import type { MethodWatch } from "#slack/connection/method-watch.ts";

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

/** What is learnt of Slack from its answers, whatever they are about. */
export type Watches = { readonly token: TokenWatch; readonly methods: MethodWatch };

/** A client whose every call tells whether Slack still accepts the token, and knows the method. */
export class WatchedClient extends webApi.WebClient {
  readonly #watches: Watches;

  constructor(token: string, options: webApi.WebClientOptions, watches: Watches) {
    super(token, options);
    this.#watches = watches;
  }

  override async apiCall(
    method: string,
    options?: Record<string, unknown>,
  ): Promise<webApi.WebAPICallResult> {
    try {
      const answer = await super.apiCall(method, options);
      this.#watches.token.note(null);
      return answer;
    } catch (error) {
      // An outage says nothing about the token; any answer of Slack's does.
      if (error instanceof webApi.WebAPIPlatformError) {
        this.#watches.token.note(tokenRefusal(error));
        if (error.data.error === "unknown_method") this.#watches.methods.note(method);
      }
      throw error;
    }
  }
}
