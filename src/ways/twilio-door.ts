import { reportUndelivered } from "#engine/acknowledge-by.ts";
import type { Engine } from "#engine/engine.ts";
import { answerKey } from "./answer-call.ts";
import { answerText } from "./answer-text.ts";
import { undeliveredWords } from "./twilio-status.ts";
import { isTwilios } from "./twilio.ts";
import type { WaySetting } from "./way.ts";

/** A request of Twilio's, as it came. */
type Callback = {
  readonly target: string;
  readonly query: URLSearchParams;
  readonly form: Readonly<Record<string, string>>;
};

type Door = {
  readonly isGenuine: (signature: string, callback: Callback) => Promise<boolean>;
  readonly answerKey: (callback: Callback) => Promise<string>;
  readonly answerText: (callback: Callback) => Promise<string>;
  readonly noteStatus: (callback: Callback) => Promise<void>;
};

/** What Muster does when Twilio calls back. */
export function twilioDoor(engine: Engine, setting: () => WaySetting): Door {
  return {
    isGenuine: (signature, callback) => isTwilios(setting(), signature, callback),
    answerKey: ({ target, query, form }) => {
      const action = `${engine.configuration().publicUrl ?? ""}${target}`;
      return answerKey(engine, { token: tokenIn(query), digit: form["Digits"] ?? "", action });
    },
    answerText: ({ form }) => {
      return answerText(engine, { from: form["From"] ?? "", text: form["Body"] ?? "" });
    },
    noteStatus: async ({ query, form }) => {
      const reason = undeliveredWords(form);
      if (reason !== null) await reportUndelivered(engine, tokenIn(query), reason);
    },
  };
}

function tokenIn(query: URLSearchParams): string {
  return query.get("token") ?? "";
}
