import { webApi } from "@slack/bolt";
import type { CallWatch } from "#slack/connection/call-watch.ts";
import { tokenRefusal } from "#slack/connection/identity.ts";
import type { MethodWatch } from "#slack/connection/method-watch.ts";
import { failureOf } from "./failure.ts";

/** What the last call to Slack says about the token: Slack's word for what is wrong with it, or null. */
export type TokenWatch = { readonly note: (refusal: string | null) => void };

/** Tells of each change. */
export function createTokenWatch(onChange: (refusal: string | null) => void): TokenWatch {
  let last: string | null = null;
  return {
    note: (refusal) => {
      if (refusal === last) return;
      last = refusal;
      onChange(refusal);
    },
  };
}

/** What is learnt of Slack from its answers, whatever they are about. */
export type Watches = {
  readonly token: TokenWatch;
  readonly methods: MethodWatch;
  readonly calls: CallWatch;
};

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
      this.#watches.calls.note(true);
      return answer;
    } catch (error) {
      this.#watches.calls.note(isAnswer(error));
      // An outage says nothing about the token; any answer of Slack's does.
      if (error instanceof webApi.WebAPIPlatformError) {
        this.#watches.token.note(tokenRefusal(error));
        if (error.data.error === "unknown_method") this.#watches.methods.note(method);
      }
      throw error;
    }
  }
}

/** Also a refusal is an answer, and so is the word to wait. */
function isAnswer(error: unknown): boolean {
  const { kind } = failureOf(error);
  return kind === "refused" || kind === "rate-limited";
}
